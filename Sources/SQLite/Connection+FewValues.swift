/// The same as with any number of values, for those few that most statements take.
///
/// A list of any length is an array on the heap at every call; these stay on the stack. A report runs
/// some twenty such statements.
extension Connection {
    /// Runs one statement without parameters to its end.
    public func run(_ sql: StaticString) throws(SQLiteError) {
        try run(sql, binding: Span())
    }

    /// Runs one statement to its end.
    public func run(_ sql: StaticString, _ first: Value) throws(SQLiteError) {
        let values: [1 of Value] = [first]
        try run(sql, binding: values.span)
    }

    /// Runs one statement to its end.
    public func run(_ sql: StaticString, _ first: Value, _ second: Value) throws(SQLiteError) {
        let values: [2 of Value] = [first, second]
        try run(sql, binding: values.span)
    }

    /// Runs one statement to its end.
    public func run(
        _ sql: StaticString, _ first: Value, _ second: Value, _ third: Value
    ) throws(SQLiteError) {
        let values: [3 of Value] = [first, second, third]
        try run(sql, binding: values.span)
    }

    /// Runs one statement to its end.
    public func run(
        _ sql: StaticString, _ first: Value, _ second: Value, _ third: Value, _ fourth: Value
    ) throws(SQLiteError) {
        let values: [4 of Value] = [first, second, third, fourth]
        try run(sql, binding: values.span)
    }

    /// Starts one statement without parameters.
    public func query(_ sql: StaticString) throws(SQLiteError) -> Rows {
        try query(sql, binding: Span())
    }

    /// Starts one statement.
    public func query(_ sql: StaticString, _ first: Value) throws(SQLiteError) -> Rows {
        let values: [1 of Value] = [first]
        return try query(sql, binding: values.span)
    }

    /// Starts one statement.
    public func query(
        _ sql: StaticString, _ first: Value, _ second: Value
    ) throws(SQLiteError) -> Rows {
        let values: [2 of Value] = [first, second]
        return try query(sql, binding: values.span)
    }

    /// Starts one statement.
    public func query(
        _ sql: StaticString, _ first: Value, _ second: Value, _ third: Value
    ) throws(SQLiteError) -> Rows {
        let values: [3 of Value] = [first, second, third]
        return try query(sql, binding: values.span)
    }

    /// Starts one statement.
    public func query(
        _ sql: StaticString, _ first: Value, _ second: Value, _ third: Value, _ fourth: Value
    ) throws(SQLiteError) -> Rows {
        let values: [4 of Value] = [first, second, third, fourth]
        return try query(sql, binding: values.span)
    }
}
