import HTTPTypes
import JSON
import Privacy
import Testing

/// What `privacy/info` and `privacy/forget` answer.
struct SubjectReportTests {
    @Test func `somebody unknown is an object of empty lists`() async throws {
        let service = try TestService()
        let info = await service.get("/privacy/info", "customer=1")
        #expect(
            info.text == """
                {"status":"ok","orders":[],"customers":[],"emails":[],"visitors":[],\
                "order_details":[],"subscriptions":[],"baskets":[],"suppression":null,\
                "activity":[]}
                """)
    }

    @Test func `a subject's report holds everything`() async throws {
        let service = try TestService()
        try await fill(service)
        let info = await service.get("/privacy/info", "email=ann@shop.example")
        #expect(info.text == Self.report)
    }

    @Test func `each kind of activity is told in words, whatever its id and name`() async throws {
        let service = try TestService()
        _ = await service.send(
            .post, "/products",
            json: #""products":[{"id":"p\"1","name":"Red \\ \"shoes\"\n"},{"id":"p2"}]"#)
        for call in [
            "log/click?product=p%221", "log/product?product=p%221", "log/click?product=p2",
            "log/category?category=%00%0A%22", "log/product?product=%C3%A4",
        ] {
            let parts = call.split(separator: "?")
            let answer = await service.get("/" + parts[0], parts[1] + "&visitor=v%22%5C")
            #expect(answer.text("status") == "ok")
        }
        let info = await service.get("/privacy/info", "visitor=v%22%5C")
        let said = Self.descriptions(in: info.text)
        #expect(
            said == [
                #"click: Clicked product p"1 (Red \ "shoes"\#n)"#, "click: Clicked product p2",
                "product: Viewed product p\"1 (Red \\ \"shoes\"\n)",
                "product: Viewed product \u{E4}",
                "category: Viewed category \0\n\"",
            ])
        #expect(Self.visitors(in: info.text) == ["v\"\\"])
    }

    private static func activity(in text: String) -> [JSONObject] {
        guard case .object(let report)? = try? JSONReader.value(of: text),
            case .array(let entries)? = report["activity"]
        else { return [] }
        return entries.compactMap { entry in
            if case .object(let object) = entry { object } else { nil }
        }
    }

    private static func descriptions(in text: String) -> Set<String> {
        Set(
            activity(in: text).map { entry in
                guard case .string(let type)? = entry["type"],
                    case .string(let description)? = entry["description"]
                else { return "" }
                return type + ": " + description
            })
    }

    private static func visitors(in text: String) -> Set<String> {
        Set(
            activity(in: text).compactMap { entry in
                if case .string(let visitor)? = entry["visitor"] { visitor } else { nil }
            })
    }

    @Test func `HEAD is answered as GET is`() async throws {
        let service = try TestService()
        try await fill(service)
        let info = await service.send(
            .head, "/privacy/info?\(service.keys)&email=ann@shop.example")
        #expect(info.status == 200)
        #expect(info.text == Self.report)
    }

    @Test func `a preview counts what the forget then removes`() async throws {
        let service = try TestService()
        try await fill(service)
        let preview = await service.get("/privacy/forget", "customer=7&preview=true")
        #expect(
            preview.text == """
                {"status":"ok","preview":{"erase":{"customers":1,"identifiers":2,"visitors":1,\
                "activity":5,"baskets":1,"subscriptions":1,"parcels":1},"keep":{"orders":1}}}
                """)
        #expect(await service.get("/privacy/info", "customer=7").text("orders") == "[567]")
        let forget = await service.get("/privacy/forget", "customer=7&preview=false")
        #expect(forget.text("status") == "ok")
        #expect(await service.get("/privacy/info", "customer=7").text("orders") == "[]")
        #expect(
            await service.get("/privacy/forget", "customer=7&preview=perhaps").refusal
                == "400 ParsingError")
    }

    @Test func `two people in one call are refused`() async throws {
        let service = try TestService()
        _ = await service.send(
            .post, "/customers",
            json: #""customers":[{"id":1,"email":"a@b.example"},{"id":2,"email":"c@d.example"}]"#)
        for path in ["/privacy/info", "/privacy/forget"] {
            let answer = await service.get(path, "customer=1&email=c@d.example")
            #expect(answer.refusal == "400 LogicalError")
        }
    }

    private func fill(_ service: TestService) async throws {
        let person = #""email":"Ann@shop.example","visitor":"v1""#
        let calls = [
            ("/products", #""products":[{"id":12,"name":"Red \"shoes\""}]"#),
            ("/customers", #""customers":[{"id":7,"email":"Ann@shop.example","name":"Ann"}]"#),
            ("/log/email", person), ("/log/click", #""product":12,"visitor":"v1""#),
            ("/log/category", #""category":"hats","visitor":"v1""#),
            ("/log/product", #""product":"12","visitor":"v1""#),
            ("/log/cart/add", #""products":[{"id":12,"qty":"2"}],"basket_id":9,\#(person)"#),
            (
                "/log/sale",
                #""sale":567,"products":[{"id":12,"price":14.0}],"customer":7,\#(person)"#
            ),
            ("/subscriber/subscribe", #""email":"Ann@shop.example","list_id":"news""#),
            ("/orders/parcels", #""order_id":567,"tracking_code":"T1""#),
        ]
        for (path, members) in calls {
            let answer = await service.send(.post, path, json: members)
            #expect(answer.status == 200, "\(path): \(answer.text)")
            service.wait(seconds: 1)
        }
    }

    private static let report = """
        {"status":"ok","orders":[567],\
        "customers":[{"id":7,"email":"Ann@shop.example","name":"Ann"}],\
        "emails":["Ann@shop.example"],"visitors":[{"visitor":"v1","since":1800000002}],\
        "order_details":[{"id":567,"products":[{"id":12,"price":14.0}],"time":1800000007,\
        "customer":7,"email":"Ann@shop.example","visitor":"v1","parcels":[{"parcel_id":1,\
        "order_id":567,"tracking_code":"T1","tracking_link":null,"status":null}]}],\
        "subscriptions":[{"email":"Ann@shop.example","list_id":"news","since":1800000008}],\
        "baskets":[{"basket_id":9,"visitor":"v1","products":[{"id":12,"quantity":2}]}],\
        "suppression":null,"activity":[\
        {"visitor":"v1","type":"sale","description":"Placed order 567","time":1800000007},\
        {"visitor":"v1","type":"cart","description":"Added product 12 (Red \\"shoes\\") to the basket",\
        "time":1800000006},\
        {"visitor":"v1","type":"product","description":"Viewed product 12 (Red \\"shoes\\")",\
        "time":1800000005},\
        {"visitor":"v1","type":"category","description":"Viewed category hats","time":1800000004},\
        {"visitor":"v1","type":"click","description":"Clicked product 12 (Red \\"shoes\\")",\
        "time":1800000003}]}
        """
}
