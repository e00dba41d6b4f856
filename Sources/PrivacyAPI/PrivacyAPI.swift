/// Stands here until the first file of `PrivacyAPI`.
