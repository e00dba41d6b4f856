/// An argument that some endpoint takes, by its name in the contract.
enum ArgumentName: String, Sendable {
    case key
    case privateKey = "private_key"

    case email
    case customer
    case visitor
    case preview
    case id

    case product
    case category
    case sale
    case order
    case quantity
    case basketID = "basket_id"
    case listID = "list_id"

    case products
    case categories
    case pages
    case customers
    case orders

    case orderID = "order_id"
    case parcelID = "parcel_id"
    case trackingCode = "tracking_code"
    case trackingLink = "tracking_link"
    case status
}
