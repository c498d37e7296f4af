#include "present/photo_model.hpp"

#include "base/platform.hpp"
#include "draw/picture.hpp"

#include <algorithm>

namespace taizhang::present {

namespace {

struct Read {
    std::vector<std::pair<domain::LinkedAttachment, std::string>> links;
    domain::AttachmentKind usual = domain::AttachmentKind::before;
};

/// What the next picture most likely shows: the damage while nobody has worked on it, the work done afterwards.
domain::AttachmentKind usual_kind(app::Ledger const& ledger, std::string const& entity, std::string const& uid)
{
    if (entity != "order")
        return domain::AttachmentKind::before;
    using enum domain::OrderState;
    auto const state = ledger.order(uid).state;
    return state == draft || state == pending || state == assigned ? domain::AttachmentKind::before : domain::AttachmentKind::after;
}

} // namespace

PhotoModel::PhotoModel(Workbench& bench)
    : bench_{bench}, on_ledger_{bench.ledger_changed.subscribe([this](auto const&) { load(); })},
      on_records_{bench.records_changed.subscribe([this](RecordsChanged const& what) {
          if (what.attachments || what.orders)
              load();
      })},
      on_selection_{bench.selection_changed.subscribe([this](auto const&) { load(); })}
{
    load();
}

bool PhotoModel::may_change() const { return bench_.is_open() && !bench_.info().read_only && !entity_.empty(); }

void PhotoModel::load()
{
    auto const asked = ++asked_;
    std::string entity, uid;
    if (bench_.is_open()) {
        if (!bench_.selected_order().empty()) {
            entity = "order";
            uid = bench_.selected_order();
        } else if (!bench_.selected_request().empty()) {
            entity = "request";
            uid = bench_.selected_request();
        } else if (bench_.selected_assets().size() == 1) {
            entity = "asset";
            uid = bench_.selected_assets().front();
        }
    }
    if (entity != entity_ || uid != uid_)
        photos_.clear();
    entity_ = entity;
    uid_ = uid;
    if (entity.empty()) {
        changed.publish({});
        return;
    }
    bench_.ask(
        alive_,
        [entity, uid](app::Ledger const& ledger) {
            Read read;
            for (auto& link : ledger.attachments().of(entity, uid)) {
                auto thumbnail = ledger.attachments().thumbnail(link.content.sha256);
                read.links.emplace_back(std::move(link), std::move(thumbnail));
            }
            read.usual = usual_kind(ledger, entity, uid);
            return read;
        },
        [this, asked](Read read) {
            if (asked != asked_)
                return;
            photos_.clear();
            usual_kind_ = read.usual;
            for (auto& [link, thumbnail] : read.links)
                photos_.push_back(photo_of(std::move(link), std::move(thumbnail)));
            changed.publish({});
        });
}

Photo PhotoModel::photo_of(domain::LinkedAttachment link, std::string thumbnail) const
{
    auto const& say = bench_.say();
    auto const& f = link.content.facts;
    auto const taken = f.taken_at ? replaced(f.taken_at->substr(0, 16), "T", " ") : std::string{};
    Photo photo;
    photo.caption = say(domain::label(link.kind)) + (taken.empty() ? "" : " · " + taken.substr(5));
    std::vector<std::string> facts{say(domain::label(link.kind)), link.content.file_name};
    if (!link.caption.empty())
        facts.push_back(link.caption);
    if (!taken.empty())
        facts.push_back(say.say("taken {0}", taken));
    if (f.position)
        facts.push_back(decimal(f.position->lon_degrees(), 5) + "°E " + decimal(f.position->lat_degrees(), 5) + "°N");
    if (f.direction)
        facts.push_back(say.say("looking {0}°", decimal(*f.direction, 0)));
    if (f.width && f.height)
        facts.push_back(std::to_string(*f.width) + " × " + std::to_string(*f.height));
    facts.push_back(link.content.size < 1024 * 1024 ? decimal(static_cast<double>(link.content.size) / 1024, 0) + " KB"
                                                    : decimal(static_cast<double>(link.content.size) / 1024 / 1024, 1) + " MB");
    facts.push_back(say.say("by {0}", link.linked_by));
    photo.facts = joined(facts, " · ");
    photo.link = std::move(link);
    photo.thumbnail = std::move(thumbnail);
    return photo;
}

std::vector<std::pair<std::size_t, std::size_t>> PhotoModel::pairs() const
{
    std::vector<domain::LinkedAttachment> links;
    for (auto const& photo : photos_)
        links.push_back(photo.link);
    auto const index = [&](domain::LinkedAttachment const& link) {
        return static_cast<std::size_t>(std::ranges::find_if(photos_, [&](Photo const& p) { return p.link.content.sha256 == link.content.sha256; }) -
                                        photos_.begin());
    };
    std::vector<std::pair<std::size_t, std::size_t>> found;
    for (auto const& pair : app::pairs_of(links))
        found.emplace_back(index(pair.before), index(pair.after));
    return found;
}

std::vector<Choice> PhotoModel::kind_choices() const
{
    std::vector<Choice> choices;
    for (auto const kind : domain::attachment_kinds)
        choices.push_back({std::string{domain::key_of(kind)}, bench_.say()(domain::label(kind))});
    return choices;
}

void PhotoModel::keep(std::vector<std::string> files, std::vector<app::NewAttachment> contents)
{
    if (!may_change())
        return;
    bench_.act(
        alive_, {.attachments = true},
        [entity = entity_, uid = uid_, kind = usual_kind_, files = std::move(files), contents = std::move(contents),
         &pictures = bench_.pictures()](app::Desk& desk) mutable {
            for (auto const& file : files)
                contents.push_back(app::read_attachment(file, kind));
            for (auto& content : contents) // a paper is a paper, whatever the pictures show
                content.kind = pictures.examine(content.data, content.file_name).is_picture() ? kind : domain::AttachmentKind::document;
            return app::AttachmentDesk{desk, pictures}.attach(entity, uid, std::move(contents));
        },
        [this](std::vector<domain::LinkedAttachment> const& links) {
            bench_.tell({Notice::Tone::done, bench_.say().say("Attached: {0}", links.size()), {}, {}});
        },
        [this](std::exception_ptr error) { bench_.complain(error); });
}

void PhotoModel::attach(std::vector<std::string> const& files) { keep(files, {}); }

void PhotoModel::attach(std::string name, std::string data)
{
    keep({}, {{std::move(name), std::move(data), usual_kind_, {}}});
}

void PhotoModel::set_kind(std::size_t index, std::string const& kind)
{
    auto const wanted = domain::attachment_kind_from(kind);
    if (!may_change() || index >= photos_.size() || !wanted || photos_[index].link.kind == *wanted)
        return;
    auto link = photos_[index].link;
    link.kind = *wanted;
    bench_.act(
        alive_, {.attachments = true},
        [link, &pictures = bench_.pictures()](app::Desk& desk) {
            app::AttachmentDesk{desk, pictures}.set_kind(link);
            return true;
        },
        [](bool) {}, [this](std::exception_ptr error) { bench_.complain(error); });
}

void PhotoModel::remove(std::size_t index)
{
    if (!may_change() || index >= photos_.size())
        return;
    bench_.act(
        alive_, {.attachments = true},
        [link = photos_[index].link, &pictures = bench_.pictures()](app::Desk& desk) {
            app::AttachmentDesk{desk, pictures}.unlink(link);
            return link;
        },
        [this](domain::LinkedAttachment const& link) {
            auto const& say = bench_.say();
            bench_.tell({Notice::Tone::done, say.say("No longer shown here: {0}. The picture itself stays in the ledger.", link.content.file_name),
                         {}, {}, say.say("Undo"), [this, link] {
                             bench_.act(
                                 alive_, {.attachments = true},
                                 [link, &pictures = bench_.pictures()](app::Desk& desk) {
                                     app::AttachmentDesk{desk, pictures}.link(link.content.sha256, link.entity, link.entity_uid, link.kind);
                                     return true;
                                 },
                                 [](bool) {}, [this](std::exception_ptr error) { bench_.complain(error); });
                         }});
        },
        [this](std::exception_ptr error) { bench_.complain(error); });
}

void PhotoModel::large(std::size_t index, std::function<void(std::string)> done)
{
    if (index >= photos_.size() || photos_[index].thumbnail.empty())
        return;
    bench_.ask(
        alive_,
        [sha256 = photos_[index].link.content.sha256, turned = photos_[index].link.content.facts.orientation](app::Ledger const& ledger) {
            constexpr int enough_for_a_screen = 1600;
            return draw::small_picture(ledger.attachments().data(sha256), turned, enough_for_a_screen).jpeg;
        },
        std::move(done));
}

void PhotoModel::save_original(std::size_t index, std::string path)
{
    if (index >= photos_.size())
        return;
    bench_.ask(
        alive_,
        [sha256 = photos_[index].link.content.sha256, path](app::Ledger const& ledger) {
            platform::write_file_atomically(path, ledger.attachments().data(sha256));
            return path;
        },
        [this](std::string const& written) { bench_.tell({Notice::Tone::done, bench_.say().say("Saved: {0}", written), {}, {}}); });
}

} // namespace taizhang::present
