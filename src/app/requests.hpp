#pragma once

#include "app/desk.hpp"
#include "domain/request.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace taizhang::app {

struct RequestQuery {
    std::vector<domain::RequestState> states; ///< empty = all
    std::optional<Instant> received_from, received_before;
    std::string order_uid;                    ///< those that lead to this order
    std::string asset_uid;
    std::string text;                         ///< folded part of number, place, description, caller
    std::size_t limit = 0;                    ///< 0 = no limit
};

/// Requests of a ledger, reading. Newest first.
class Requests {
public:
    virtual ~Requests() = default;
    /// Without steps; with the orders.
    virtual void each(RequestQuery const& query, std::function<void(domain::Request const&)> const& take) const = 0;
    /// By uid, whole number, R2025-0001, or SOURCE/NUMBER of the outside. @throws Error not_found
    [[nodiscard]] virtual domain::Request get(std::string const& which) const = 0;
    /// The uid of what is registered under that outside number; "" = none.
    [[nodiscard]] virtual std::string known(std::string const& source, std::string const& external_number) const = 0;
};

/// Requests, writing; inside one Change.
class RequestChange {
public:
    virtual ~RequestChange() = default;
    /// Gives the number. An add whose uid is there is a retry. @throws Error refused when the outside number is registered
    virtual void add(domain::Request& request) = 0;
    /// @throws Conflict<domain::Request>; Error not_found
    virtual void update(domain::Request& request) = 0;
    /// Does nothing when they are linked.
    virtual void link(std::string const& request_uid, std::string const& order_uid) = 0;
    virtual void unlink(std::string const& request_uid, std::string const& order_uid) = 0;
    /// Only for undoing the import that brought it.
    virtual void erase(std::string const& uid, std::int64_t row_version) = 0;
};

/// What is said with a step; which of it is needed stands in the table.
struct RequestStepWords {
    std::string comment;   ///< reason, or remark
    std::string recipient; ///< whom it is forwarded to
    std::string answer;
    std::string target;    ///< uid of the request it is joined with
    domain::Satisfaction satisfaction = domain::Satisfaction::unasked;
};

/// The use cases on requests, each one transaction and one audit row.
class RequestDesk {
public:
    explicit RequestDesk(Desk& desk) : desk_{desk} {}

    /// 受理登记: as new, or, when it is to be an order at once, accepted. @throws Error invalid_input
    domain::Request register_one(domain::Request request);
    /// Registered as about the same as another request, or as answered by an order there is.
    domain::Request register_joined(domain::Request request, bool with_order, std::string const& uid);
    domain::Request edit(domain::Request request);
    /// As it was before, steps and orders too; for taking back. @throws Conflict
    domain::Request restore(domain::Request before);
    /// @throws Error refused: the table has no such step, or something is missing, or orders are still open before an answer
    domain::Request move(domain::Request request, domain::RequestEvent event, RequestStepWords const& words);
    /// "That one": joins an order there is, whatever its state; accepts the request where it was not.
    domain::Request join_order(domain::Request request, std::string const& order_uid);
    /// The order a request asks for, logged and linked in one transaction.
    /// @param asked as it is in the ledger; with row_version 0 it is registered along with the order
    domain::WorkOrder order_from(domain::Request const& asked, domain::WorkOrder order, std::optional<Closing> const& closing = {});
    domain::Request part_from_order(domain::Request request, std::string const& order_uid);

private:
    domain::Request write(domain::Request request, char const* action, Json detail);
    Desk& desk_;
};

/// The order a request asks for: place, words, caller and urgency carried over, one line of its class.
/// @param activity of the line; "" = repair, or the usual first one of a class that is not repaired
[[nodiscard]] domain::WorkOrder order_for(domain::Catalog const& catalog, domain::Request const& request,
                                          std::string const& activity, int utc_offset_minutes);

/// What stands between a request and its answer.
struct Waiting {
    std::vector<std::string> open_orders; ///< short numbers
    bool has_orders = false;
    [[nodiscard]] bool ready() const { return has_orders && open_orders.empty(); }
};
[[nodiscard]] Waiting waiting_of(Ledger const& ledger, domain::Request const& request);
/// The words proposed for the answer: what its orders did and when. "" when there is nothing to say.
[[nodiscard]] std::string proposed_answer(Ledger const& ledger, domain::Request const& request);
/// The answer that counts: its own, or that of the one it was joined with.
[[nodiscard]] domain::Request answering(Ledger const& ledger, domain::Request const& request);

/// Something registered lately that may be about the same.
struct Similar {
    enum class Why { asset, near, road, caller };
    bool is_order = false;
    std::string uid, number, state_key, description, place, received, orders;
    Why why = Why::road;
    std::optional<double> metres;
};
/// What similar_to() compares with: requests and orders of the last 30 days, closed ones too.
struct Lately {
    std::vector<domain::Request> requests;
    std::vector<domain::WorkOrder> orders;
};
[[nodiscard]] Lately lately(Ledger const& ledger, Instant now);
/// Likeliest first, at most `limit`: the same asset, the same class within 50 m (lines and areas 200 m), the same caller,
/// the same class on the same road.
[[nodiscard]] std::vector<Similar> similar_to(domain::Catalog const& catalog, Lately const& lately, domain::Request const& draft,
                                              int utc_offset_minutes, std::size_t limit);

/// May that person see callers' numbers? Nobody is known in a ledger without people: then yes.
[[nodiscard]] bool sees_phones(Ledger const& ledger, std::string const& who);

} // namespace taizhang::app
