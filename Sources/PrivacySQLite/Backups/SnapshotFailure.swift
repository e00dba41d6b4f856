internal import Privacy

/// Why a snapshot is not taken.
enum SnapshotFailure {
    static let noSnapshot = PrivacyError(
        .invalid, "That is not a snapshot of a shop, or its beginning was altered.")
    static let damaged = PrivacyError(
        .invalid,
        "The snapshot is cut short or was altered: take another, or copy it here once more.")
    static let otherFormat = PrivacyError(
        .invalid, "The snapshot is of a format that this version does not know.")
    static let otherSeal = PrivacyError(
        .invalid,
        """
        The snapshot was altered, or it was made with another registry: restore the registry that \
        belongs to it first.
        """)
}
