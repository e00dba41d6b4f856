internal import JSON
internal import Privacy

/// What activities of a page begin with: the same for all of one kind and one visitor, and written once.
struct ActivityLeads {
    private typealias Single = ActivityAction.Single

    private let page: ActivityPage
    private var leads: [JSONLead?]

    /// None yet.
    init(of page: ActivityPage) {
        self.page = page
        leads = Array(repeating: nil, count: page.visitorCount * Single.allCases.count)
    }

    /// Up to what was done to the one thing that is told last.
    mutating func lead(_ visitor: Int, _ single: ActivityAction.Single) -> JSONLead {
        let place = visitor * Single.allCases.count + single.rawValue
        if let lead = leads[place] { return lead }
        let lead = JSONLead("description", words: single.words) { writer in
            writer.pair("visitor", page.visitor(visitor))
            writer.pair("type", "\(single.type)")
        }
        leads[place] = lead
        return lead
    }
}
