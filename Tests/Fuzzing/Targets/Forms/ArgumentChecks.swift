internal import JSON
internal import Privacy

@testable import PrivacyAPI

/// What each type of argument makes of each value that was given.
enum ArgumentChecks {
    static func check(_ read: ReadArguments) {
        guard let arguments = read.arguments else { return }
        for name in ReadArguments.names {
            guard let argument = arguments[name] else { continue }
            check(argument)
            checkLists(of: arguments, name)
        }
    }

    private static func check(_ argument: ArgumentValue) {
        for type in [ArgumentType<RecordID>.identifier, .customer, .customerName] {
            guard case .value(let id) = type.read(argument) else { continue }
            checkBounds(of: id.text, RecordID.maximumBytes)
            require(RecordID(json: id.json) == id, "An id is another one as JSON.")
        }
        if case .value(let email) = ArgumentType<EmailAddress>.email.read(argument) {
            checkBounds(of: email.text, EmailAddress.maximumBytes)
            require(EmailAddress(email.text)?.text == email.text, "An e-mail has space around it.")
        }
        if case .value(let visitor) = ArgumentType<VisitorID>.visitor.read(argument) {
            checkBounds(of: visitor.text, VisitorID.maximumBytes)
        }
        if case .value(let time) = ArgumentType<Int64>.time.read(argument) {
            require((0...253_402_300_799).contains(time), "A time is after the year 9999.")
        }
        if case .value(let number) = ArgumentType<JSONNumber>.number.read(argument) {
            require(JSONNumber(text: number.text) == number, "A number is none.")
        }
        _ = ArgumentType<Int64>.serial.read(argument)
        _ = ArgumentType<Bool>.flag.read(argument)
        _ = ArgumentType<String>.text.read(argument)
    }

    private static func checkBounds(of text: String, _ maximumBytes: Int) {
        require((1...maximumBytes).contains(text.utf8.count), "A name is empty or too long.")
        require(!Nobody.isNamed(by: text), "A word for nobody names somebody.")
    }

    private static func checkLists(of arguments: Arguments, _ name: ArgumentName) {
        guard let values = try? arguments.list(name) else { return }
        if let ids = try? arguments.identifiers(name) {
            require(ids.count == values.count, "An id of a list is missing.")
        }
        if let names = try? arguments.customerNames(name) {
            require(names.count <= values.count, "A list has more names than values.")
        }
        let place = { ArgumentPlace(argument: name, index: $0) }
        if let list = try? ProductList(values, at: place) {
            require(list.json.count == values.count, "A product of a list is missing.")
        }
        guard let objects = try? arguments.objects(name) else { return }
        for object in objects { _ = try? object.products() }
    }
}
