#include "store/attachments.hpp"

#include <algorithm>

namespace taizhang::store {
namespace {

constexpr auto content_columns = "a.sha256, a.content_type, a.file_name, a.size, a.width, a.height, a.taken_at, a.lon, a.lat, a.direction, "
                                 "a.orientation, a.added_at, a.added_by";

domain::Attachment content_at(Query const& q)
{
    domain::Attachment a;
    a.sha256 = q.text(0);
    a.facts.content_type = q.text(1);
    a.file_name = q.text(2);
    a.size = q.integer(3);
    if (!q.is_null(4) && !q.is_null(5)) {
        a.facts.width = static_cast<int>(q.integer(4));
        a.facts.height = static_cast<int>(q.integer(5));
    }
    if (!q.is_null(6))
        a.facts.taken_at = q.text(6);
    if (!q.is_null(7) && !q.is_null(8))
        a.facts.position = geo::Position::from_degrees(q.real(7), q.real(8));
    if (!q.is_null(9))
        a.facts.direction = q.real(9);
    a.facts.orientation = static_cast<int>(q.integer(10));
    a.added_at = q.text(11);
    a.added_by = q.text(12);
    return a;
}

Value number(std::optional<int> const& value) { return value ? Value{std::int64_t{*value}} : Value{}; }
Value real(std::optional<double> const& value) { return value ? Value{*value} : Value{}; }

} // namespace

std::vector<domain::LinkedAttachment> SqlAttachments::of(std::string const& entity, std::string const& uid) const
{
    std::vector<domain::LinkedAttachment> all;
    if (!there())
        return all;
    auto const q = conn_.prepare(std::string{"SELECT "} + content_columns + ", l.entity, l.entity_uid, l.kind, l.caption, l.added_at, l.added_by "
                                 "FROM attachment_link l JOIN attachment a ON a.sha256 = l.sha256 WHERE l.entity = $1 AND l.entity_uid = $2 "
                                 "ORDER BY l.id");
    q->bind(1, entity).bind(2, uid);
    while (q->step())
        all.push_back({content_at(*q), q->text(13), q->text(14),
                       domain::attachment_kind_from(q->text(15)).value_or(domain::AttachmentKind::document), q->text(16), q->text(17), q->text(18)});
    std::ranges::stable_sort(all, {}, &domain::LinkedAttachment::kind);
    return all;
}

std::vector<std::pair<std::string, int>> SqlAttachments::counts(std::string const& entity) const
{
    std::vector<std::pair<std::string, int>> counts;
    if (!there())
        return counts;
    auto const q = conn_.prepare("SELECT entity_uid, count(*) FROM attachment_link WHERE entity = $1 GROUP BY entity_uid");
    q->bind(1, entity);
    while (q->step())
        counts.emplace_back(q->text(0), static_cast<int>(q->integer(1)));
    return counts;
}

domain::Attachment SqlAttachments::content(std::string const& sha256) const
{
    if (there()) {
        auto const q = conn_.prepare(std::string{"SELECT "} + content_columns + " FROM attachment a WHERE a.sha256 = $1");
        q->bind(1, sha256);
        if (q->step())
            return content_at(*q);
    }
    throw Error{Error::Kind::not_found, tr("The ledger has no such photo or paper."), Text::verbatim(sha256.substr(0, 12))};
}

std::string SqlAttachments::thumbnail(std::string const& sha256) const
{
    if (!there())
        return {};
    auto const q = conn_.prepare("SELECT thumbnail FROM attachment WHERE sha256 = $1");
    q->bind(1, sha256);
    return q->step() && !q->is_null(0) ? q->bytes(0) : std::string{};
}

std::string SqlAttachments::data(std::string const& sha256) const
{
    auto const known = content(sha256);
    auto const q = conn_.prepare("SELECT data FROM attachment WHERE sha256 = $1");
    q->bind(1, sha256);
    auto data = q->step() ? q->bytes(0) : std::string{};
    if (sha256_hex(data) != sha256)
        throw Error{Error::Kind::corrupt, tr("{0} is damaged in the ledger.", known.file_name), Text::verbatim(sha256.substr(0, 12)),
                    tr("Take it from a backup, or attach the original again.")};
    return data;
}

void SqlAttachments::check(std::vector<app::Finding>& findings, bool deep, Progress const& progress) const
{
    using Weight = app::Finding::Weight;
    if (!there())
        return;
    {
        auto const q = conn_.prepare("SELECT count(*) FROM attachment_link l WHERE NOT EXISTS (SELECT 1 FROM attachment a WHERE a.sha256 = l.sha256)");
        if (q->step() && q->integer(0) > 0)
            findings.push_back({Weight::error, tr("{0} photos or papers are missing.", q->integer(0))});
    }
    {
        auto const q = conn_.prepare("SELECT count(*) FROM attachment_link l WHERE (l.entity = 'order' AND NOT EXISTS (SELECT 1 FROM work_order "
                                     "w WHERE w.uid = l.entity_uid)) OR (l.entity = 'asset' AND NOT EXISTS (SELECT 1 FROM asset s WHERE "
                                     "s.uid = l.entity_uid)) OR (l.entity = 'request' AND NOT EXISTS (SELECT 1 FROM request r WHERE "
                                     "r.uid = l.entity_uid))");
        if (q->step() && q->integer(0) > 0)
            findings.push_back({Weight::warning, tr("{0} photos or papers belong to records that are not there.", q->integer(0))});
    }
    std::vector<std::pair<std::string, std::string>> all;
    for (auto const q = conn_.prepare("SELECT sha256, file_name, size, length(data) FROM attachment ORDER BY id"); q->step();) {
        if (q->integer(2) != q->integer(3))
            findings.push_back({Weight::error, tr("{0} is damaged in the ledger.", q->text(1))});
        else
            all.emplace_back(q->text(0), q->text(1));
    }
    if (!deep)
        return;
    std::int64_t done = 0;
    auto const data = conn_.prepare("SELECT data FROM attachment WHERE sha256 = $1");
    for (auto const& [sha256, name] : all) {
        progress.throw_if_stopped();
        progress.report(tr("Looking at the photos"), ++done, static_cast<std::int64_t>(all.size()));
        data->bind(1, sha256);
        if (data->step() && sha256_hex(data->bytes(0)) != sha256)
            findings.push_back({Weight::error, tr("{0} is damaged in the ledger.", name)});
        data->reset();
    }
}

void store_attachment(Conn& conn, domain::Attachment& a, std::string const& data)
{
    a.sha256 = sha256_hex(data);
    a.size = static_cast<std::int64_t>(data.size());
    auto const known = conn.prepare("SELECT 1 FROM attachment WHERE sha256 = $1");
    known->bind(1, a.sha256);
    if (known->step())
        return;
    auto const q = conn.prepare("INSERT INTO attachment(sha256, content_type, file_name, size, width, height, taken_at, lon, lat, direction, "
                                "orientation, added_at, added_by, thumbnail, data) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15)");
    auto const& f = a.facts;
    q->bind(1, a.sha256).bind(2, f.content_type).bind(3, a.file_name).bind(4, a.size).bind(5, number(f.width)).bind(6, number(f.height));
    q->bind(7, f.taken_at ? Value{*f.taken_at} : Value{});
    q->bind(8, f.position ? Value{f.position->lon_degrees()} : Value{}).bind(9, f.position ? Value{f.position->lat_degrees()} : Value{});
    q->bind(10, real(f.direction)).bind(11, std::int64_t{f.orientation}).bind(12, a.added_at).bind(13, a.added_by);
    q->bind(14, f.thumbnail.empty() ? Value{} : Value{Bytes{f.thumbnail}}).bind(15, Bytes{data});
    q->run();
}

void link_attachment(Conn& conn, domain::LinkedAttachment const& link)
{
    auto const q = conn.prepare("INSERT INTO attachment_link(sha256, entity, entity_uid, kind, caption, added_at, added_by) VALUES "
                                "($1,$2,$3,$4,$5,$6,$7) ON CONFLICT(sha256, entity, entity_uid) DO UPDATE SET kind = $4, caption = $5");
    q->bind(1, link.content.sha256).bind(2, link.entity).bind(3, link.entity_uid).bind(4, std::string{domain::key_of(link.kind)});
    q->bind(5, link.caption).bind(6, link.linked_at).bind(7, link.linked_by);
    q->run();
}

bool unlink_attachment(Conn& conn, std::string const& sha256, std::string const& entity, std::string const& uid)
{
    auto const q = conn.prepare("DELETE FROM attachment_link WHERE sha256 = $1 AND entity = $2 AND entity_uid = $3");
    q->bind(1, sha256).bind(2, entity).bind(3, uid);
    q->run();
    return conn.affected() > 0;
}

} // namespace taizhang::store
