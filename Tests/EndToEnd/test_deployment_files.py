"""What docker/ promises: nobody is root, nothing can be written to but the data, TLS is in front."""

import re
import shlex
import shutil
import subprocess

import pytest
import yaml

from server import REPOSITORY, binary

DOCKER = REPOSITORY / "docker"
UNITS = ["oblio.service", "oblio-backup.service", "oblio-backup.timer"]
# What libc6 and the loader are in; debian's smallest image has it.
BASE_PACKAGES = {"libc6", "libgcc-s1"}


def stages() -> list[list[tuple[str, str]]]:
    """The Dockerfile as the instructions of each stage, with their lines joined."""
    text = (DOCKER / "Dockerfile").read_text()
    text = re.sub(r"(?m)^\s*#.*\n", "", text)
    text = re.sub(r"\\\n\s*", " ", text)
    found = []
    for line in filter(None, text.splitlines()):
        name, _, rest = line.partition(" ")
        if name == "FROM":
            found.append([])
        found[-1].append((name, rest))
    return found


def values(stage, name) -> list[str]:
    """What an instruction says, as often as it stands there."""
    return [rest for instruction, rest in stage if instruction == name]


def installed(stage) -> set[str]:
    """The Debian packages that a stage installs."""
    words = [word for run in values(stage, "RUN") for word in shlex.split(run)]
    start, end = words.index("--no-install-recommends") + 1, len(words)
    return set(words[start:words.index("&&", start, end)])


def test_the_image_is_not_root_and_runs_the_binary_alone():
    _, image = stages()
    (user,) = values(image, "USER")
    assert re.fullmatch(r"[1-9]\d{3,}:[1-9]\d{3,}", user), "an orchestrator wants to see a number"
    assert values(image, "ENTRYPOINT") == ['["oblio"]']
    assert values(image, "CMD") == ['["serve"]']
    assert values(image, "VOLUME") == ["/data"]
    assert values(image, "STOPSIGNAL") == ["SIGTERM"]
    (check,) = values(image, "HEALTHCHECK")
    assert check.endswith('CMD ["oblio", "ready"]')
    assert any(f"--chown={user}" in copy and copy.endswith(" /data")
               for copy in values(image, "COPY"))


def test_both_stages_stand_on_the_same_debian():
    build, image = stages()
    release = re.search(r"-(\w+) AS build$", values(build, "FROM")[0])[1]
    assert values(image, "FROM") == [f"debian:{release}-slim"]


def test_the_image_has_the_libraries_that_the_binary_needs():
    build, image = stages()
    (command,) = [run for run in values(build, "RUN") if "swift build" in run]
    assert "--static-swift-stdlib" in command and "-Xlinker -s" in command
    packages = set()
    for path in re.findall(r"=> (/\S+)", subprocess.check_output(["ldd", binary()], text=True)):
        if re.search(r"/swift/|lib(swift|Foundation|_Foundation|dispatch|BlocksRuntime)", path):
            continue  # linked into the binary of the image
        packages.add(package_of(path))
    assert packages - BASE_PACKAGES == installed(image)


def test_the_build_sees_the_whole_package():
    """Each folder that Package.swift speaks of is let through, and copied before the build."""
    build, _ = stages()
    let_through = set((DOCKER / "Dockerfile.dockerignore").read_text().split())
    copied = {word for copy in values(build, "COPY") for word in copy.split()[:-1]}
    package = (REPOSITORY / "Package.swift").read_text()
    folders = {"Sources": ".target(", "Tests": ".testTarget("}
    needed = {"Package.swift"} | {name for name, word in folders.items() if word in package}
    assert needed <= copied
    assert {f"!{name}" for name in needed} <= let_through


def package_of(path) -> str:
    """The Debian package that a library is from; /lib may be a link to /usr/lib."""
    for candidate in (path, path.removeprefix("/usr"), "/usr" + path):
        done = subprocess.run(["dpkg", "-S", candidate], capture_output=True, text=True)
        if done.returncode == 0:
            return done.stdout.split(":")[0]
    raise AssertionError(f"no package has {path}")


@pytest.fixture(scope="module")
def compose() -> dict:
    """The compose file."""
    return yaml.safe_load((DOCKER / "compose.yaml").read_text())


@pytest.mark.parametrize("name", ["oblio", "proxy"])
def test_containers_can_write_and_grow_no_more_than_they_need(compose, name):
    service = compose["services"][name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"] and "cap_add" not in service
    assert "no-new-privileges:true" in service["security_opt"]
    assert "privileged" not in service and "user" not in service
    assert service["mem_limit"] == service["memswap_limit"], "memory may come to a swap"
    assert service["pids_limit"] > 0
    assert service["ulimits"]["core"] == 0
    assert service["logging"]["options"]["max-size"]


def test_the_proxy_is_the_only_way_in(compose):
    oblio, proxy = compose["services"]["oblio"], compose["services"]["proxy"]
    assert "ports" not in oblio
    assert oblio["networks"] == ["inside"]
    inside = compose["networks"]["inside"]
    assert inside["internal"] is True
    subnet = inside["ipam"]["config"][0]["subnet"]
    assert oblio["environment"]["OBLIO_TRUSTED_PROXIES"] == subnet
    assert set(proxy["networks"]) == {"inside", "outside"}
    assert proxy["depends_on"]["oblio"]["condition"] == "service_healthy"
    template = (DOCKER / "proxy/oblio.conf.template").read_text()
    for port in proxy["ports"]:
        assert f"listen {port.split(':')[1]} " in template
    assert any(volume.startswith("./proxy/oblio.conf.template:") and volume.endswith(":ro")
               for volume in proxy["volumes"])


def test_secrets_are_files_and_each_goes_where_it_is_needed(compose):
    services = compose["services"]
    assert set(services["oblio"]["secrets"]) == {"registry.key"}
    assert set(services["proxy"]["secrets"]) == {"tls.crt", "tls.key"}
    assert all(set(secret) == {"file"} for secret in compose["secrets"].values())
    ignored = (REPOSITORY / ".gitignore").read_text().splitlines()
    assert {"docker/secrets/", "docker/.env"} <= set(ignored), "secrets could be committed"


def test_a_stop_has_the_time_it_takes(compose):
    seconds = int(compose["services"]["oblio"]["stop_grace_period"].removesuffix("s"))
    unit = (DOCKER / "systemd/oblio.service").read_text()
    assert seconds == int(re.search(r"(?m)^TimeoutStopSec=(\d+)$", unit)[1]) >= 25


@pytest.fixture
def units(tmp_path):
    """The units of systemd, with the binary under test in the place of the installed one."""
    for name in UNITS:
        text = (DOCKER / "systemd" / name).read_text()
        (tmp_path / name).write_text(text.replace("/usr/local/bin/oblio", binary()))
    return tmp_path


needs_systemd = pytest.mark.skipif(
    shutil.which("systemd-analyze") is None, reason="there is no systemd-analyze")


@needs_systemd
def test_systemd_understands_the_units(units):
    done = subprocess.run(
        ["systemd-analyze", "verify", *(units / name for name in UNITS)],
        capture_output=True, text=True)
    # It looks at the units of the system on which ours depend, too.
    assert done.returncode == 0 and "oblio" not in done.stderr, done.stderr


@needs_systemd
@pytest.mark.parametrize("name, tenths", [("oblio.service", 15), ("oblio-backup.service", 8)])
def test_the_units_leave_little_open(units, name, tenths):
    """`systemd-analyze security` rates what a unit may do from 0 to 10, here in tenths."""
    done = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", f"--threshold={tenths}",
         units / name], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
