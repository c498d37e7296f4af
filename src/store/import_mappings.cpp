#include "store/sql_ledger.hpp"

namespace taizhang::store {

std::vector<app::ImportMapping> SqlLedger::import_mappings() const
{
    std::vector<app::ImportMapping> mappings;
    if (info_.schema_version < 7)
        return mappings;
    for (auto const q = conn_->prepare("SELECT name, what, class, body FROM import_mapping ORDER BY name"); q->step();)
        mappings.push_back({q->text(0), q->text(1), q->text(2), Json::parse(q->text(3))});
    return mappings;
}

void SqlLedger::put(app::ImportMapping const& mapping, std::string const& who)
{
    auto const change = begin();
    auto const q = conn_->prepare("INSERT INTO import_mapping(name, what, class, body, saved_by, saved_at) VALUES ($1,$2,$3,$4,$5,$6) "
                                  "ON CONFLICT(name) DO UPDATE SET what = $2, class = $3, body = $4, saved_by = $5, saved_at = $6");
    q->bind(1, mapping.name).bind(2, mapping.what).bind(3, mapping.class_key).bind(4, mapping.body.dump()).bind(5, who).bind(6, clock_.now().iso());
    q->run();
    change->commit({who, "save-mapping", "import_mapping", mapping.name, Json::object({{"class", mapping.class_key}, {"mapping", mapping.body}})});
}

} // namespace taizhang::store
