public import Privacy
internal import PrivacyAPI

/// Does what an operator wishes on the store of this process, which owns the data.
public struct LocalAdministration: Sendable {
    let store: any PrivacyStore & ErasureLedger & StoreMaintenance
    let directory: any ShopDirectory
    /// The batches of imports that are under way.
    let imports = ImportTurns()
    private let clock: @Sendable () -> Int64

    /// Administration of a store.
    ///
    /// - Parameters:
    ///   - store: The store.
    ///   - clock: The seconds since 1970.
    public init(
        store: any PrivacyStore & ShopDirectory & ErasureLedger & StoreMaintenance,
        clock: @escaping @Sendable () -> Int64
    ) {
        self.store = store
        directory = store
        self.clock = clock
    }

    /// The operator speaks for the shop.
    func call() -> Call { Call(origin: .shop, time: clock()) }

    /// The shop with that public key.
    func shop(_ key: String) throws(AdministrationError) -> Shop {
        let found = try ask { directory throws(PrivacyError) in try directory.shop(withKey: key) }
        guard let found else {
            throw AdministrationError(
                .unknownShop, "no shop has this public key: `oblio shop list` shows them")
        }
        return found
    }

    /// Applies changes by the operator's word.
    func apply(
        _ changes: [Change], in shop: Shop
    ) async throws(AdministrationError) -> ChangeOutcome {
        guard !changes.isEmpty else { return ChangeOutcome() }
        do throws(PrivacyError) {
            return try await store.apply(changes, of: call(), in: shop)
        } catch {
            throw AdministrationError(error)
        }
    }

    /// Asks the directory, with its errors in the operator's terms.
    func ask<Answer>(
        _ question: (any ShopDirectory) throws(PrivacyError) -> Answer
    ) throws(AdministrationError) -> Answer {
        do throws(PrivacyError) {
            return try question(directory)
        } catch {
            throw AdministrationError(error)
        }
    }
}

extension LocalAdministration: Administration {
    /// Does one thing.
    public func perform<Wish: Operation>(
        _ operation: Wish
    ) async throws(AdministrationError) -> Wish.Outcome {
        try await operation.perform(by: self)
    }

    /// Does one thing that takes long.
    public func perform<Wish: LongOperation>(
        _ operation: Wish, progress: @escaping MaintenanceProgress.Report
    ) async throws(AdministrationError) -> Wish.Outcome {
        let throttle = ProgressThrottle(progress)
        return try await operation.perform(by: self) { throttle.take($0) }
    }

    /// Everything that a shop holds about a subject.
    ///
    /// Refuses an unknown shop, and a subject that
    /// is two people or a shared visitor.
    public func report(
        on subject: SubjectQuery, in shop: String,
        chunk: ([UInt8]) throws(AdministrationError) -> Void
    ) async throws(AdministrationError) {
        let text = try await report(on: subject, in: shop)
        do {
            try await text.write { try chunk($0) }
        } catch let error as AdministrationError {
            throw error
        } catch let error as PrivacyError {
            throw AdministrationError(error)
        } catch {
            throw AdministrationError(.failed, "the report broke off")
        }
    }

    func report(
        on subject: SubjectQuery, in key: String
    ) async throws(AdministrationError) -> SubjectReportText {
        let shop = try shop(key)
        do throws(PrivacyError) {
            return SubjectReportText(try await store.report(on: subject, for: call(), in: shop))
        } catch {
            throw AdministrationError(error)
        }
    }
}
