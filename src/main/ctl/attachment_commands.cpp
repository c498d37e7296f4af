#include "main/ctl/commands.hpp"

#include "app/attachments.hpp"
#include "app/requests.hpp"
#include "base/platform.hpp"
#include "main/ctl/output.hpp"
#include "main/pictures.hpp"

#include <filesystem>

namespace taizhang::ctl {

namespace {

/// The uid of the asset, order or request that is meant.
std::string uid_of(app::Ledger const& ledger, std::string const& entity, std::string const& which)
{
    if (entity == "asset")
        return ledger.asset(which).uid;
    return entity == "order" ? ledger.order(which).uid : ledger.requests().get(which).uid;
}

Json json_of(domain::LinkedAttachment const& link)
{
    auto json = Json::object({{"sha256", link.content.sha256}, {"file", link.content.file_name}, {"type", link.content.facts.content_type},
                              {"size", link.content.size}, {"kind", std::string{domain::key_of(link.kind)}}});
    auto const& f = link.content.facts;
    if (f.width && f.height)
        json.set("pixels", Json::array({Json{*f.width}, Json{*f.height}}));
    if (f.taken_at)
        json.set("taken_at", *f.taken_at);
    if (f.position)
        json.set("position", Json::array({Json{f.position->lon_degrees()}, Json{f.position->lat_degrees()}}));
    if (f.direction)
        json.set("direction", *f.direction);
    json.set("orientation", f.orientation);
    if (!link.caption.empty())
        json.set("caption", link.caption);
    json.set("linked_at", link.linked_at);
    json.set("linked_by", link.linked_by);
    return json;
}

void print_links(Session& session, std::vector<domain::LinkedAttachment> const& links)
{
    if (session.json()) {
        auto list = Json::array();
        for (auto const& link : links)
            list.push(json_of(link));
        session.print(Json::object({{"attachments", std::move(list)}}));
        return;
    }
    auto const& say = session.say();
    Table table{{say.say("kind"), say.say("file"), say.say("size"), say.say("taken"), say.say("place"), say.say("hash")}};
    for (auto const& link : links) {
        auto const& f = link.content.facts;
        table.row({say(domain::label(link.kind)), link.content.file_name, decimal(static_cast<double>(link.content.size) / 1024, 0) + " KB",
                   f.taken_at ? replaced(*f.taken_at, "T", " ") : "",
                   f.position ? decimal(f.position->lon_degrees(), 5) + "," + decimal(f.position->lat_degrees(), 5) : "",
                   link.content.sha256.substr(0, 12)});
    }
    table.print(session.out());
}

Status attach(Session& session, Args const& args, std::string const& entity)
{
    auto const kind = domain::attachment_kind_from(args.one_of("--kind", {"before", "during", "after", "check", "document"}, "document"));
    auto const ledger = session.open(args.place(0));
    auto const uid = uid_of(*ledger, entity, args.place(1));
    std::vector<app::NewAttachment> files;
    for (auto const& file : args.places_from(2)) {
        files.push_back(on_file([&] { return app::read_attachment(file, *kind); }));
        files.back().caption = args.text("--caption");
    }
    auto desk = session.desk(*ledger, args);
    auto const pictures = make_pictures();
    auto const links = app::AttachmentDesk{desk, *pictures}.attach(entity, uid, std::move(files));
    if (!session.json())
        session.line(tr("Attached: {0}", links.size()));
    print_links(session, links);
    return done;
}

Status photos(Session& session, Args const& args, std::string const& entity)
{
    auto const ledger = session.open(args.place(0));
    auto const links = ledger->attachments().of(entity, uid_of(*ledger, entity, args.place(1)));
    if (auto const folder = args.value("--save")) {
        std::filesystem::create_directories(*folder);
        for (auto const& link : links) {
            // two contents may have come under one name
            auto const name = link.content.sha256.substr(0, 8) + '-' + std::filesystem::path{link.content.file_name}.filename().string();
            platform::write_file_atomically(std::filesystem::path{*folder} / name, ledger->attachments().data(link.content.sha256));
        }
    }
    print_links(session, links);
    return done;
}

template <auto run, int which>
Status on(Session& session, Args const& args)
{
    static constexpr std::array entities{"asset", "order", "request"};
    return run(session, args, entities[which]);
}

} // namespace

std::vector<Command> attachment_commands()
{
    struct Noun {
        char const* name;
        Place one;
        Status (*attach)(Session&, Args const&);
        Status (*photos)(Session&, Args const&);
    };
    std::vector<Command> commands;
    for (auto const& noun : {Noun{"asset", {"ASSET", tr("its code or uid")}, on<attach, 0>, on<photos, 0>},
                             Noun{"order", {"ORDER", tr("its number (2025-0001) or uid")}, on<attach, 1>, on<photos, 1>},
                             Noun{"request", {"REQUEST", tr("its receipt number (R2025-0001), the number it has outside, or uid")}, on<attach, 2>,
                                  on<photos, 2>}}) {
        commands.push_back({std::string{noun.name} + " attach",
                            tr("Attach photos and papers; a file is kept once, however often it is attached"),
                            {ledger_place(), noun.one, {"FILE", tr("JPEG, PNG, PDF ..; at most 20 MB"), false, true}},
                            {{"--kind", "KIND", tr("before, during, after, check or document; else document")},
                             {"--caption", "TEXT", tr("words below it")}},
                            true,
                            noun.attach});
        commands.push_back({std::string{noun.name} + " photos",
                            tr("List photos and papers"),
                            {ledger_place(), noun.one},
                            {{"--save", "FOLDER", tr("write the originals there")}},
                            false,
                            noun.photos});
    }
    return commands;
}

} // namespace taizhang::ctl
