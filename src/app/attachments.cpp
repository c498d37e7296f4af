#include "app/attachments.hpp"

#include "base/error.hpp"

#include <algorithm>
#include <fstream>

namespace taizhang::app {
namespace {

using Kind = Error::Kind;

[[noreturn]] void too_large(std::string const& name, std::int64_t bytes)
{
    throw Error{Kind::refused, tr("Not attached: {0} has {1} MB; at most 20 MB are kept.", name, decimal(static_cast<double>(bytes) / 1024 / 1024, 1)),
                Text::verbatim(name), tr("Save the picture smaller, or scan the paper at a lower resolution.")};
}

Json json_of(domain::LinkedAttachment const& link)
{
    return Json::object({{"sha256", link.content.sha256}, {"file", link.content.file_name}, {"size", link.content.size},
                         {"kind", std::string{domain::key_of(link.kind)}}});
}

} // namespace

NewAttachment read_attachment(std::filesystem::path const& file, domain::AttachmentKind kind)
{
    auto const where = Text::verbatim(file.string());
    std::error_code error;
    auto const status = std::filesystem::status(file, error);
    if (!std::filesystem::exists(status))
        throw Error{Kind::not_found, tr("There is no file {0}.", file.string()), where};
    if (!std::filesystem::is_regular_file(status))
        throw Error{Kind::refused, tr("{0} is no file that can be attached.", file.string()), where};
    auto const size = static_cast<std::int64_t>(std::filesystem::file_size(file, error));
    if (!error && size > largest_attachment)
        too_large(file.filename().string(), size);
    std::ifstream in{file, std::ios::binary};
    if (!in)
        throw Error{Kind::denied, tr("{0} cannot be read.", file.string()), where, tr("Ask for permission to read it.")};
    NewAttachment made{file.filename().string(), std::string{std::istreambuf_iterator<char>{in}, {}}, kind, {}};
    if (in.bad())
        throw Error{Kind::io, tr("{0} cannot be read.", file.string()), where};
    return made;
}

std::vector<domain::LinkedAttachment> AttachmentDesk::attach(std::string const& entity, std::string const& uid,
                                                             std::vector<NewAttachment> files)
{
    std::vector<std::pair<domain::LinkedAttachment, std::string>> made;
    for (auto& file : files) {
        auto const size = static_cast<std::int64_t>(file.data.size());
        if (size > largest_attachment)
            too_large(file.file_name, size);
        domain::LinkedAttachment link;
        link.content.file_name = file.file_name;
        link.content.size = size;
        link.content.facts = pictures_.examine(file.data, file.file_name);
        if (file.kind != domain::AttachmentKind::document && !link.content.facts.is_picture())
            throw Error{Kind::refused, tr("Not attached: {0} is no picture.", file.file_name), Text::verbatim(file.file_name),
                        tr("Attach it as a paper.")};
        link.content.added_at = link.linked_at = desk_.now().iso();
        link.content.added_by = link.linked_by = desk_.who();
        link.entity = entity;
        link.entity_uid = uid;
        link.kind = file.kind;
        link.caption = std::move(file.caption);
        made.emplace_back(std::move(link), std::move(file.data));
    }
    // decoding is over before the ledger is held
    auto change = desk_.ledger().begin();
    auto list = Json::array();
    std::vector<domain::LinkedAttachment> links;
    for (auto& [link, data] : made) {
        change->attachments().store(link.content, data);
        change->attachments().link(link);
        list.push(json_of(link));
        links.push_back(std::move(link));
    }
    change->commit({desk_.who(), entity + ".attach", entity, uid, Json::object({{"files", std::move(list)}})});
    return links;
}

void AttachmentDesk::link(std::string const& sha256, std::string const& entity, std::string const& uid, domain::AttachmentKind kind)
{
    domain::LinkedAttachment link{desk_.ledger().attachments().content(sha256), entity, uid, kind, {}, desk_.now().iso(), desk_.who()};
    auto change = desk_.ledger().begin();
    change->attachments().link(link);
    change->commit({desk_.who(), entity + ".link", entity, uid, json_of(link)});
}

void AttachmentDesk::set_kind(domain::LinkedAttachment link)
{
    if (link.kind != domain::AttachmentKind::document && !link.content.facts.is_picture())
        throw Error{Kind::refused, tr("Not changed: {0} is no picture.", link.content.file_name), {}, tr("Leave it as a paper.")};
    auto change = desk_.ledger().begin();
    change->attachments().link(link);
    change->commit({desk_.who(), link.entity + ".attachment_kind", link.entity, link.entity_uid, json_of(link)});
}

void AttachmentDesk::unlink(domain::LinkedAttachment const& link)
{
    auto change = desk_.ledger().begin();
    if (!change->attachments().unlink(link.content.sha256, link.entity, link.entity_uid))
        throw Error{Kind::not_found, tr("The record no longer shows {0}.", link.content.file_name)};
    change->commit({desk_.who(), link.entity + ".detach", link.entity, link.entity_uid, json_of(link)});
}

std::vector<BeforeAfter> pairs_of(std::vector<domain::LinkedAttachment> const& all)
{
    std::vector<domain::LinkedAttachment> before, after;
    for (auto const& link : all)
        if (link.content.facts.is_picture()) {
            if (link.kind == domain::AttachmentKind::before)
                before.push_back(link);
            else if (link.kind == domain::AttachmentKind::after)
                after.push_back(link);
        }
    std::vector<BeforeAfter> pairs;
    for (std::size_t i = 0; i < std::min(before.size(), after.size()); ++i)
        pairs.push_back({before[i], after[i]});
    return pairs;
}

} // namespace taizhang::app
