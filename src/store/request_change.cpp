#include "store/sql_change.hpp"

#include "base/uuid.hpp"

namespace taizhang::store {
namespace {

using Kind = Error::Kind;

[[noreturn]] void gone(std::string const& uid)
{
    throw Error{Kind::not_found, tr("The record is no longer there. Nothing was changed."), Text::verbatim(uid), tr("Reload the list.")};
}

} // namespace

void SqlChange::RequestPort::add(domain::Request& request)
{
    change_.guarded([&] {
        auto& table = change_.requests_;
        if (request.uid.empty())
            request.uid = new_uuid();
        else if (auto const known = table.by_uid(request.uid)) {
            request = *known; // a retry after a lost answer finds its own record
            return;
        }
        if (request.number.empty()) {
            auto const year = request.received_at.local_date(change_.info_.utc_offset_minutes).year();
            request.number = domain::order_number(domain::request_pattern(change_.info_.order_number_pattern), year, table.next_serial(year));
        }
        try {
            table.insert(request);
        } catch (ConstraintError const& e) {
            if (e.rule() == ConstraintError::Rule::unique)
                throw Error{Kind::refused, tr("{0} {1} is registered already.", request.source, request.external_number), {},
                            tr("Look for that number in the list of requests.")};
            throw;
        }
    });
}

void SqlChange::RequestPort::update(domain::Request& request)
{
    change_.guarded([&] {
        bool written = false;
        try {
            written = change_.requests_.update(request);
        } catch (ConstraintError const& e) {
            if (e.rule() == ConstraintError::Rule::unique)
                throw Error{Kind::refused, tr("{0} {1} is registered already.", request.source, request.external_number), {},
                            tr("Look for that number in the list of requests.")};
            throw;
        }
        if (written)
            return;
        auto const theirs = change_.requests_.by_uid(request.uid);
        if (!theirs)
            gone(request.uid);
        throw app::Conflict<domain::Request>{tr("Somebody changed this record in the meantime. Nothing was overwritten."), request, *theirs};
    });
}

void SqlChange::RequestPort::link(std::string const& request_uid, std::string const& order_uid)
{
    change_.guarded([&] { change_.requests_.link(request_uid, order_uid); });
}

void SqlChange::RequestPort::unlink(std::string const& request_uid, std::string const& order_uid)
{
    change_.guarded([&] { change_.requests_.unlink(request_uid, order_uid); });
}

void SqlChange::RequestPort::erase(std::string const& uid, std::int64_t row_version)
{
    change_.guarded([&] {
        if (!change_.requests_.erase(uid, row_version))
            gone(uid);
    });
}

void SqlChange::AttachmentPort::store(domain::Attachment& content, std::string const& data)
{
    change_.guarded([&] { store_attachment(change_.conn_, content, data); });
}

void SqlChange::AttachmentPort::link(domain::LinkedAttachment const& link)
{
    change_.guarded([&] { link_attachment(change_.conn_, link); });
}

bool SqlChange::AttachmentPort::unlink(std::string const& sha256, std::string const& entity, std::string const& uid)
{
    return change_.guarded([&] { return unlink_attachment(change_.conn_, sha256, entity, uid); });
}

} // namespace taizhang::store
