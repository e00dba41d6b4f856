import Glibc
import Privacy
import SQLite
import Testing

@testable import PrivacySQLite

/// What the machine refuses, in the domain's words.
struct StoreFaultTests {
    @Test(arguments: [
        (ResultCode.full, Int32(0), PrivacyError.Code.diskFull),
        (.failedWrite, ENOSPC, .diskFull),
        (.sharedMemorySize, 0, .diskFull),
        (.readOnly, 0, .readOnly),
        (.failedWrite, EROFS, .readOnly),
        (.cannotOpen, EMFILE, .noDescriptors),
        (.cannotOpen, ENFILE, .noDescriptors),
        (.cannotOpen, EISDIR, .damaged),
        (.corrupt, 0, .damaged),
        (.notADatabase, 0, .damaged),
        (.shortRead, 0, .damaged),
        (.failedWrite, EIO, .failingDisk),
        (.cannotOpen, EIO, .failingDisk),
        // SQLITE_IOERR_FSYNC.
        (ResultCode(rawValue: 1_034), 0, .failingDisk),
        (.ioError, 0, .failingDisk),
        (.busy, 0, .inUse),
        (.constraint, 0, .storage),
    ])
    func `an error tells what is to be done about it`(
        _ code: ResultCode, _ systemError: Int32, _ expected: PrivacyError.Code
    ) {
        let error = StorageError.translate(
            SQLiteError(code: code, message: "m", systemError: systemError))
        #expect(error.code == expected)
    }

    @Test func `faults are counted by kind, and a shop is damaged until it is found whole`() {
        let faults = StoreFaults()
        let shop = ShopID.random()
        faults.note(PrivacyError(.damaged, "m"), of: shop)
        faults.note(PrivacyError(.diskFull, "m"), of: shop)
        faults.note(PrivacyError(.diskFull, "m"), of: nil)
        faults.note(PrivacyError(.twoPeople, "m"), of: shop)
        #expect(faults.counts == [.damaged: 1, .diskFull: 2])
        #expect(faults.damagedShops == 1)
        #expect(faults.notices.count == 1)
        faults.isWhole(shop)
        #expect(faults.damagedShops == 0)
        #expect(faults.notices.isEmpty)
    }
}
