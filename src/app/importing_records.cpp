#include "app/importing_requests.hpp"
#include "app/importing_rows.hpp"
#include "app/requests.hpp"

#include "base/uuid.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <span>

namespace taizhang::app {
namespace {

struct Alias {
    char const* field;
    char const* header;
};

constexpr std::array order_aliases{
    Alias{"number", "工单编号"},     Alias{"number", "编号"},         Alias{"number", "number"},      Alias{"received_on", "日期"},
    Alias{"received_on", "受理日期"}, Alias{"received_on", "登记日期"}, Alias{"received_on", "received"}, Alias{"received_on", "date"},
    Alias{"class", "设施类别"},      Alias{"class", "类别"},          Alias{"class", "class"},        Alias{"activity", "维护项目"},
    Alias{"activity", "工作内容"},   Alias{"activity", "事项"},   Alias{"activity", "activity"},   Alias{"item", "项目名称"},      Alias{"item", "名称"},
    Alias{"item", "item"},           Alias{"quantity", "数量"},       Alias{"quantity", "工程量"},    Alias{"quantity", "完成量"},
    Alias{"quantity", "quantity"},   Alias{"unit", "单位"},           Alias{"unit", "计量单位"},      Alias{"unit", "unit"},
    Alias{"place", "位置"},          Alias{"place", "地点"},          Alias{"place", "place"},        Alias{"road", "道路"},
    Alias{"road", "街路"},           Alias{"road", "路段"},           Alias{"road", "road"},          Alias{"description", "描述"},
    Alias{"description", "问题描述"}, Alias{"description", "备注"},    Alias{"description", "description"}, Alias{"closed_on", "完成日期"},
    Alias{"closed_on", "完工日期"},  Alias{"closed_on", "结案日期"},  Alias{"closed_on", "closed"},   Alias{"amount", "金额"},
    Alias{"amount", "费用"},         Alias{"amount", "投资"},         Alias{"amount", "amount"},      Alias{"crew", "承办单位"},
    Alias{"crew", "维修班组"},       Alias{"crew", "crew"}};

constexpr std::array community_aliases{
    Alias{"name", "小区名称"},     Alias{"name", "名称"},       Alias{"name", "name"},         Alias{"address", "详细地址"},
    Alias{"address", "地址"},      Alias{"address", "address"}, Alias{"street", "所属街道"},   Alias{"street", "街道"},
    Alias{"street", "street"},     Alias{"built_year", "建成年代"}, Alias{"built_year", "建成年份"}, Alias{"built_year", "builtyear"},
    Alias{"buildings", "楼栋数"},  Alias{"buildings", "栋数"},  Alias{"buildings", "buildings"}, Alias{"households", "户数"},
    Alias{"households", "households"}, Alias{"area_m2", "建筑面积"}, Alias{"area_m2", "面积"}, Alias{"area_m2", "aream2"},
    Alias{"batch_year", "计划年度"}, Alias{"batch_year", "改造年度"}, Alias{"batch_year", "batchyear"}, Alias{"stage", "阶段"},
    Alias{"stage", "stage"}};

std::string cell_of(SourceRow const& source, std::vector<ColumnUse> const& columns, std::string_view field)
{
    for (std::size_t i = 0; i < columns.size() && i < source.cells.size(); ++i)
        if (columns[i].field == field)
            return std::string{trimmed(source.cells[i])};
    return {};
}

template <class Value>
std::optional<Value> refused(ImportResult& result, std::int64_t row, std::string const& column, Text reason)
{
    result.refused.push_back({row, column, std::move(reason)});
    return std::nullopt;
}

std::optional<int> whole_number(std::string const& cell)
{
    auto const quantity = domain::Quantity::parse(cell);
    if (!quantity || quantity->in_thousandths() % 1000 != 0)
        return std::nullopt;
    return static_cast<int>(quantity->in_thousandths() / 1000);
}

} // namespace

std::string record_field_of(std::string const& what, std::string const& raw)
{
    if (what == "requests")
        return request_field_of(raw);
    auto const header = folded_header(raw);
    auto const find = [&](std::span<Alias const> aliases) -> std::string {
        auto const it = std::ranges::find_if(aliases, [&](Alias const& a) { return header == a.header || header == a.field; });
        return it == aliases.end() ? std::string{} : it->field;
    };
    return what == "orders" ? find(order_aliases) : find(community_aliases);
}

template <>
std::optional<domain::WorkOrder> read_record(Ledger const& ledger, SourceRow const& source, std::vector<ColumnUse> const& columns,
                                             ImportResult& result)
{
    auto const& catalog = ledger.catalog();
    auto const cell = [&](std::string_view field) { return cell_of(source, columns, field); };
    domain::WorkOrder order;
    domain::OrderLine line;
    order.uid = new_uuid();
    line.uid = new_uuid();
    auto const* asset_class = catalog.understand_class(cell("class"));
    if (!asset_class)
        return refused<domain::WorkOrder>(result, source.number, "class", tr("No class is called “{0}”.", cell("class")));
    auto const* activity = catalog.understand_activity(cell("activity"));
    if (!activity)
        return refused<domain::WorkOrder>(result, source.number, "activity", tr("No activity is called “{0}”.", cell("activity")));
    line.class_key = asset_class->key;
    line.activity = activity->key;
    line.item = cell("item").empty() && !asset_class->items.empty() ? asset_class->items.front().zh : cell("item");
    auto const stated = domain::understand_quantity(catalog, cell("quantity"));
    if (!stated && !cell("quantity").empty())
        return refused<domain::WorkOrder>(result, source.number, "quantity", tr("“{0}” is no quantity.", cell("quantity")));
    auto const* unit = catalog.find_unit(stated && !stated->unit.empty() ? stated->unit : cell("unit"));
    if (!unit && !cell("unit").empty())
        return refused<domain::WorkOrder>(result, source.number, "unit", tr("No unit is called “{0}”.", cell("unit")));
    line.unit = unit ? unit->key : asset_class->units.front();
    line.unknown = !stated || !stated->quantity;
    if (stated) {
        line.planned = line.done = stated->quantity;
        line.approximate = stated->approximate;
        line.wording = stated->wording;
    }
    line.road = cell("road");
    if (!cell("place").empty())
        line.places = {cell("place")};
    order.road = line.road;
    order.place = cell("place");
    order.description = cell("description").empty() ? line.item : cell("description");
    order.crew = cell("crew");
    auto const received = domain::understand_date(cell("received_on")), closed = domain::understand_date(cell("closed_on"));
    if (!received && !closed)
        return refused<domain::WorkOrder>(result, source.number, "received_on", tr("The row has no date that can be understood."));
    order.received_on = (received ? *received : *closed).first_day();
    order.state = domain::OrderState::pending;
    if (closed) {
        // what old papers say was done counts in quantities and money, not in timeliness
        order.backfill = true;
        order.state = domain::OrderState::closed;
        order.closed_on = closed;
        line.accepted = line.done;
        line.accepted_on = closed;
    }
    if (auto const amount = domain::Money::parse_yuan(cell("amount"))) {
        domain::CostLine cost;
        cost.uid = new_uuid();
        cost.line_uid = line.uid;
        cost.kind = "other";
        cost.unit_price = cost.amount = *amount;
        order.costs.push_back(cost);
    } else if (!cell("amount").empty())
        result.warnings.push_back({source.number, "amount", tr("“{0}” was not understood and is kept as it is.", cell("amount"))});
    if (!cell("number").empty())
        order.description += " [" + cell("number") + "]";
    order.lines.push_back(std::move(line));
    for (auto const& problem : domain::check(catalog, order))
        return refused<domain::WorkOrder>(result, source.number, problem.field, problem.message);
    return order;
}

template <>
std::optional<domain::Community> read_record(Ledger const& /*ledger*/, SourceRow const& source, std::vector<ColumnUse> const& columns,
                                             ImportResult& result)
{
    auto const cell = [&](std::string_view field) { return cell_of(source, columns, field); };
    domain::Community c;
    c.uid = new_uuid();
    c.name = cell("name");
    if (c.name.empty())
        return refused<domain::Community>(result, source.number, "name", tr("The row has no name."));
    c.address = cell("address");
    c.street = cell("street");
    c.stage = cell("stage");
    c.shape = source.shape;
    auto const number = [&](char const* field, std::optional<int>& into) {
        into = whole_number(cell(field));
        if (!into && !cell(field).empty()) {
            c.note += std::string{c.note.empty() ? "" : "; "} + field + ": " + cell(field);
            result.warnings.push_back({source.number, field, tr("“{0}” was not understood and is kept as it is.", cell(field))});
        }
    };
    number("built_year", c.built_year);
    number("buildings", c.buildings);
    number("households", c.households);
    number("batch_year", c.batch_year);
    if (auto const area = domain::Quantity::parse(cell("area_m2")))
        c.area_m2 = area->value();
    return c;
}

template <>
std::optional<std::int64_t> current_version<domain::Asset>(Ledger const& ledger, std::string const& uid)
{
    try {
        return ledger.asset(uid).row_version;
    } catch (Error const& e) {
        if (e.kind() != Error::Kind::not_found)
            throw;
        return std::nullopt;
    }
}

std::optional<std::int64_t> current_version_of(Ledger const& ledger, BatchItem const& item)
{
    if (item.entity == "community") {
        for (auto const& c : ledger.communities())
            if (c.uid == item.uid)
                return c.row_version;
        return std::nullopt;
    }
    try {
        if (item.entity == "request")
            return ledger.requests().get(item.uid).row_version;
        return ledger.order(item.uid).row_version;
    } catch (Error const& e) {
        if (e.kind() != Error::Kind::not_found)
            throw;
        return std::nullopt;
    }
}

} // namespace taizhang::app
