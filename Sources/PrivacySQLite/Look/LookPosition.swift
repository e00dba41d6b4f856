/// Where a look is.
enum LookPosition: Equatable {
    case begin
    /// A page of the shop's file, counted from 1.
    case page(UInt32)
    /// A byte of the shop's log.
    case log(Int64)
    /// A byte of the ledger.
    case ledger(Int64)
    case end
}
