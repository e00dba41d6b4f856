import HTTPTypes
import JSON
import Privacy
import Testing

/// Customers, orders, parcels and items: in, changed, out, and gone.
struct RecordTests {
    @Test func `customers come back as they came, in the order asked`() async throws {
        let service = try TestService()
        _ = await service.send(
            .post, "/customers",
            json: """
                "customers":[{"name":"Ann","id":1,"email":"Ann@shop.example","x":{"b":1,"a":[1.0]}},\
                {"email":"bo@shop.example","subscribed":true}]
                """)
        let records = await service.get(
            "/customers", #"customers=["bo@shop.example",1,"nobody@shop.example",0]"#)
        #expect(
            records.text == """
                {"status":"ok","customers":[{"email":"bo@shop.example","subscribed":true},\
                {"id":1,"email":"Ann@shop.example","name":"Ann","x":{"b":1,"a":[1.0]}}]}
                """)
        _ = await service.send(.patch, "/customers", json: #""customers":{"id":1,"name":"Anna"}"#)
        let changed = await service.get("/customers", "customers=1")
        #expect(changed.text("customers")?.contains(#""name":"Anna","x":"#) == true)
        _ = await service.send(.delete, "/customers?\(service.keys)&customers=[1]")
        #expect(await service.get("/customers", "customers=1").text("customers") == "[]")
    }

    @Test func `orders come back as they came, with their returns`() async throws {
        let service = try TestService()
        _ = await service.send(
            .post, "/orders",
            json: """
                "orders":[{"id":"A1","status":"sent","products":[1,"x",{"id":2,"price":9.50}],\
                "time":"1500000000.9","customer":3,"email":"a@b.example","visitor":"v"}]
                """)
        _ = await service.get("/log/returned", "order=A1&product=x&quantity=1")
        let orders = await service.get("/orders", "orders=A1")
        #expect(
            orders.text("orders") == """
                [{"id":"A1","products":[1,"x",{"id":2,"price":9.50}],"time":1500000000,\
                "customer":3,"email":"a@b.example","visitor":"v","status":"sent",\
                "returns":[{"product":"x","quantity":1,"time":1800000000}]}]
                """)
        let changed = await service.send(
            .patch, "/orders", json: #""orders":[{"id":"A1","status":"there"}]"#)
        #expect(changed.status == 200)
        #expect(
            await service.get("/orders", "orders=A1").text.contains(#""status":"there""#) == true)
        _ = await service.send(.delete, "/orders?\(service.keys)&orders=A1")
        #expect(await service.get("/orders", "orders=A1").text("orders") == "[]")
    }

    @Test(arguments: [
        #"{"products":[],"time":1}"#, #"{"id":null,"products":[],"time":1}"#,
        #"{"id":1,"time":1}"#, #"{"id":1,"products":true,"time":1}"#,
        #"{"id":1,"products":[{"name":"x"}],"time":1}"#, #"{"id":1,"products":[null],"time":1}"#,
        #"{"id":1,"products":[]}"#, #"{"id":1,"products":[],"time":-1}"#,
        #"{"id":1,"products":[],"time":253402300800}"#, #"{"id":1,"products":[],"time":"now"}"#,
        #"{"id":1,"products":[],"time":1,"customer":1.5}"#,
        #"{"id":1,"products":[],"time":1,"email":7}"#, "7", "null", "[]",
    ])
    func `a batch with an order that cannot be read is refused whole`(order: String) async throws {
        let service = try TestService()
        let answer = await service.send(
            .post, "/orders", json: #""orders":[{"id":9,"products":[],"time":1},\#(order)]"#)
        #expect(answer.refusal == "400 ParsingError")
        #expect(answer.text("message")?.hasPrefix("orders[1]") == true)
        #expect(await service.get("/orders", "orders=9").text("orders") == "[]")
    }

    @Test(arguments: [
        ("0", 0), ("1500000000", 1_500_000_000), ("1.5e9", 1_500_000_000), ("7.99", 7),
        (#""7""#, 7), (#""7.99""#, 7), ("253402300799", 253_402_300_799),
    ])
    func `a time is seconds, as a number or as its text`(sent: String, kept: Int64) async throws {
        let service = try TestService()
        _ = await service.send(
            .post, "/orders", json: #""orders":{"id":1,"products":[],"time":\#(sent)}"#)
        #expect(
            await service.get("/orders", "orders=1").text("orders")
                == #"[{"id":1,"products":[],"time":\#(kept)}]"#)
    }

    @Test func `a message names the place and what was expected`() async throws {
        let service = try TestService()
        for (path, members, message) in [
            (
                "/customers", #""customers":[{"id":1},{"id":2},{"id":3},{"id":true}]"#,
                "customers[3].id: expected a string or an integer"
            ),
            (
                "/orders", #""orders":[{"id":1,"products":[1,{}],"time":1}]"#,
                "orders[0].products[1]: expected an id, or an object with an id"
            ),
            (
                "/products", #""products":[{"name":"x"}]"#,
                "products[0].id: required; expected a string or an integer"
            ),
            (
                "/log/cart/add", #""products":[{"id":1,"qty":"many"}]"#,
                "products[0].qty: expected a number"
            ),
            ("/pages", #""categories":[]"#, "pages: required; expected a list"),
            ("/pages", #""pages":true"#, "pages: expected a list"),
            ("/pages", #""pages":["x"]"#, "pages[0]: expected an object"),
        ] {
            #expect(await service.send(.post, path, json: members).text("message") == message)
        }
        #expect(
            await service.get("/orders", "orders=[1,").text("message")
                == "orders: expected JSON. The text ends at byte 3, where a value was expected.")
    }

    @Test func `parcels get an id and hang on their order`() async throws {
        let service = try TestService()
        _ = await service.send(
            .post, "/orders", json: #""orders":[{"id":5,"products":[],"time":1}]"#)
        let made = await service.send(
            .post, "/orders/parcels", json: #""order_id":5,"tracking_code":123,"status":"packed""#)
        let id = try #require(made.text("parcel_id"))
        _ = await service.send(
            .patch, "/orders/parcels",
            json: #""order_id":"5","parcel_id":"\#(id)","status":"sent""#)
        let parcels = await service.get("/orders/parcels", "order_id=5")
        #expect(
            parcels.text == """
                {"status":"ok","parcels":[{"parcel_id":\(id),"order_id":5,"tracking_code":"123",\
                "tracking_link":null,"status":"sent"}]}
                """)
        _ = await service.send(.delete, "/orders/parcels?\(service.keys)&parcel_id=\(id)")
        #expect(
            await service.get("/orders/parcels", "order_id=5&parcel_id=\(id)").text("parcels")
                == "[]")
        for query in ["", "parcel_id=1", "order_id=5&parcel_id=x", "order_id=5&parcel_id=1.5"] {
            #expect(
                await service.get("/orders/parcels", query).refusal == "400 ParsingError")
        }
    }

    @Test(arguments: ["products", "categories", "pages"])
    func `items are kept as they come`(kind: String) async throws {
        let service = try TestService()
        _ = await service.send(
            .post, "/\(kind)",
            json: #""\#(kind)":[{"price":14.0,"id":"b","name":"B"},{"id":1},{"id":"c"}]"#)
        _ = await service.send(.patch, "/\(kind)", json: #""\#(kind)":[{"id":"b","price":1e2}]"#)
        _ = await service.send(.delete, "/\(kind)?\(service.keys)&\(kind)=c")
        let items = await service.get("/\(kind)", #"\#(kind)=["c",1,"b"]"#)
        #expect(
            items.text
                == #"{"status":"ok","\#(kind)":[{"id":1},{"id":"b","price":1e2,"name":"B"}]}"#)
    }
}
