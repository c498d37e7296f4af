// Kills a private server, or the programs that write to it, with SIGKILL in the middle of each kind of write, and looks
// after each round whether everything that was acknowledged is there, wholly, and the record of changes still holds.
//   crash_stress ROUNDS SERVER_SCRIPT WORK_FOLDER [SEED]
#include "app/desk.hpp"
#include "base/uuid.hpp"
#include "store/store.hpp"

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>
#include <random>
#include <set>
#include <sstream>
#include <thread>
#include <sys/wait.h>
#include <unistd.h>

using namespace taizhang;
using namespace taizhang::app;

namespace {

constexpr int import_size = 300, writers = 3;

domain::Asset lamp(std::string const& code)
{
    domain::Asset a;
    a.class_key = "streetlight";
    a.code = code;
    a.road = "云新街";
    a.shape = geo::Shape::point(*geo::Position::from_degrees(112.70, 40.01));
    return a;
}

domain::WorkOrder repair_of(domain::Asset const& asset)
{
    domain::WorkOrder order;
    order.uid = new_uuid();
    order.road = asset.road;
    order.received_on = *Date::from_ymd(2025, 7, 1);
    domain::OrderLine line;
    line.class_key = "streetlight";
    line.activity = "repair";
    line.item = "路灯";
    line.unit = "盏";
    line.planned = domain::Quantity::whole(2);
    line.assets = {{asset.uid, "PLANNED"}};
    order.lines.push_back(line);
    return order;
}

/// One program at work until somebody kills it; says on `out` what was acknowledged to it.
class Writer {
public:
    Writer(std::string url, int out, unsigned seed) : url_{std::move(url)}, out_{out}, random_{seed} {}
    [[noreturn]] void run()
    {
        for (;;) {
            try {
                auto const ledger = opener_->open(url_);
                Desk desk{*ledger, clock_, "owner"};
                auto own = desk.add(lamp("W-" + new_uuid()));
                acknowledge("asset " + own.uid);
                for (;;)
                    write_something(*ledger, desk, own);
            } catch (Error const&) { // the server is gone: come back
                std::this_thread::sleep_for(std::chrono::milliseconds{20});
            }
        }
    }

private:
    void acknowledge(std::string const& what) const
    {
        auto const line = what + '\n';
        if (::write(out_, line.data(), line.size()) < 0)
            ::_exit(1);
    }
    void write_something(Ledger& ledger, Desk& desk, domain::Asset& own)
    {
        switch (random_() % 5) {
        case 0: acknowledge("asset " + desk.add(lamp("A-" + new_uuid())).uid); break;
        case 1: acknowledge("order " + desk.log_repair(repair_of(own)).uid); break;
        case 2:
            acknowledge("closed " + desk.log_repair(repair_of(own), Closing{"修好", *Date::from_ymd(2025, 7, 2), {}}).uid);
            break;
        case 3:
            own.note = std::to_string(++edits_);
            own = desk.edit_many({own}).front();
            acknowledge("edit " + own.uid + ' ' + own.note);
            break;
        default: bring_in(ledger);
        }
    }
    void bring_in(Ledger& ledger) const
    {
        auto const batch = new_uuid();
        std::vector<domain::Asset> many;
        for (int i = 0; i < import_size; ++i)
            many.push_back(lamp("I-" + batch + '-' + std::to_string(i)));
        auto change = ledger.begin();
        change->add_many(many, {});
        std::vector<BatchItem> items;
        for (auto const& a : many)
            items.push_back({BatchItem::What::added, "asset", a.uid, 1, {}});
        change->add_batch(batch, "crash.csv", "assets", "streetlight", "", Json::object({{"new", import_size}}), items);
        change->commit({"owner", "import", "import_batch", batch, Json::object()});
        acknowledge("import " + batch);
    }
    std::string url_;
    int out_;
    std::mt19937 random_;
    SystemClock clock_;
    std::unique_ptr<LedgerOpener> opener_ = store::make_opener(clock_, {std::chrono::milliseconds{2000}, std::chrono::milliseconds{5000},
                                                                        std::chrono::milliseconds{3000}});
    long edits_ = 0;
};

class Server {
public:
    Server(std::string script, std::string const& work) : script_{std::move(script)}, file_{work + "/crash-server"} { act("start"); }
    Server(Server const&) = delete;
    Server& operator=(Server const&) = delete;
    ~Server()
    {
        if (std::system(("sh '" + script_ + "' stop '" + file_ + "'").c_str()) != 0)
            std::cerr << "the server could not be stopped\n";
    }
    [[nodiscard]] std::string folder() const
    {
        std::ifstream in{file_};
        std::string line;
        std::getline(in, line);
        return line;
    }
    [[nodiscard]] std::string url() const { return "postgresql://owner@/crash?host=" + folder(); }
    void kill_and_restart() const { act("crash"); }

private:
    void act(std::string const& what) const
    {
        if (std::system(("sh '" + script_ + "' " + what + " '" + file_ + "' > /dev/null").c_str()) != 0)
            throw std::runtime_error{"server.sh " + what + " failed"};
    }
    std::string script_, file_;
};

struct Acknowledged {
    std::set<std::string> assets, orders, closed, imports;
    std::map<std::string, long> edits;
    void take(std::string const& line)
    {
        std::istringstream in{line};
        std::string kind, uid;
        long n = 0;
        in >> kind >> uid >> n;
        if (kind == "asset")
            assets.insert(uid);
        else if (kind == "order")
            orders.insert(uid);
        else if (kind == "closed")
            closed.insert(uid);
        else if (kind == "import")
            imports.insert(uid);
        else if (kind == "edit")
            edits[uid] = std::max(edits[uid], n);
    }
    [[nodiscard]] std::size_t size() const { return assets.size() + orders.size() + closed.size() + imports.size() + edits.size(); }
};

/// What is wrong with the ledger, in sentences; empty when nothing is.
std::vector<std::string> faults(Ledger const& ledger, Acknowledged const& known)
{
    std::vector<std::string> wrong;
    std::map<std::string, std::string> notes;
    std::map<std::string, int> imported;
    ledger.each_asset({}, [&](domain::Asset const& a) {
        notes[a.uid] = a.note;
        if (a.code.starts_with("I-"))
            ++imported[a.code.substr(2, 36)];
        return true;
    });
    for (auto const& uid : known.assets)
        if (!notes.contains(uid))
            wrong.push_back("lost: facility " + uid);
    for (auto const& [uid, n] : known.edits)
        if (!notes.contains(uid) || std::atol(notes[uid].c_str()) < n)
            wrong.push_back("lost: edit " + std::to_string(n) + " of " + uid);
    std::set<std::string> numbers, orders;
    for (auto const& order : ledger.orders({})) {
        orders.insert(order.uid);
        if (!numbers.insert(order.number).second)
            wrong.push_back("number twice: " + order.number);
        bool const closed = order.state == domain::OrderState::closed;
        if (order.lines.size() != 1 || order.lines[0].assets.size() != 1 || order.steps.empty() || closed != order.lines[0].accepted.has_value())
            wrong.push_back("half an order: " + order.number);
        if (!closed && known.closed.contains(order.uid))
            wrong.push_back("lost: closing of " + order.number);
    }
    for (auto const* set : {&known.orders, &known.closed})
        for (auto const& uid : *set)
            if (!orders.contains(uid))
                wrong.push_back("lost: order " + uid);
    std::set<std::string> batches;
    for (auto const& batch : ledger.import_batches())
        batches.insert(batch.uid);
    for (auto const& uid : known.imports)
        if (!batches.contains(uid))
            wrong.push_back("lost: import " + uid);
    for (auto const& [uid, n] : imported)
        if (n != import_size || !batches.contains(uid))
            wrong.push_back("half an import: " + uid);
    for (auto const& finding : ledger.check(true, {}))
        if (finding.weight == Finding::Weight::error)
            wrong.push_back("check found an error");
    return wrong;
}

/// Lets the writers work for a while, kills, and gives what they were told.
Acknowledged one_round(Server const& server, std::mt19937& random, bool kill_server)
{
    int ends[2];
    if (::pipe(ends) != 0)
        throw std::runtime_error{"pipe"};
    std::vector<pid_t> children;
    for (int i = 0; i < writers; ++i) {
        auto const seed = static_cast<unsigned>(random());
        auto const child = ::fork();
        if (child == 0) {
            ::close(ends[0]);
            Writer{server.url(), ends[1], seed}.run();
        }
        children.push_back(child);
    }
    ::close(ends[1]);
    std::this_thread::sleep_for(std::chrono::milliseconds{400 + random() % 400});
    if (kill_server)
        server.kill_and_restart();
    for (auto const child : children)
        ::kill(child, SIGKILL);
    Acknowledged known;
    std::string text;
    char buffer[4096];
    for (ssize_t got = 0; (got = ::read(ends[0], buffer, sizeof buffer)) > 0;)
        text.append(buffer, static_cast<std::size_t>(got));
    ::close(ends[0]);
    for (auto const child : children)
        ::waitpid(child, nullptr, 0);
    text.resize(text.rfind('\n') == std::string::npos ? 0 : text.rfind('\n')); // the last line may be cut off
    std::istringstream lines{text};
    for (std::string line; std::getline(lines, line);)
        known.take(line);
    return known;
}

} // namespace

int main(int argc, char** argv)
{
    if (argc < 4) {
        std::cerr << "crash_stress ROUNDS SERVER_SCRIPT WORK_FOLDER [SEED]\n";
        return 2;
    }
    int const rounds = std::atoi(argv[1]);
    std::mt19937 random{argc > 4 ? static_cast<unsigned>(std::atoi(argv[4])) : 1U};
    Server const server{argv[2], argv[3]};
    if (server.folder().starts_with("absent")) {
        std::cout << "NOT TESTED, " << server.folder() << '\n';
        return 77;
    }
    SystemClock const clock;
    LedgerInfo info;
    info.bureau = "左云县住房和城乡建设管理局";
    info.county = "左云县";
    (void)store::make_opener(clock)->create(server.url(), info);
    std::size_t acknowledged = 0;
    for (int round = 1; round <= rounds; ++round) {
        bool const kill_server = round % 2 == 1;
        auto const known = one_round(server, random, kill_server);
        acknowledged += known.size();
        auto const ledger = store::make_opener(clock)->open(server.url());
        if (auto const wrong = faults(*ledger, known); !wrong.empty()) {
            for (auto const& fault : wrong)
                std::cout << "round " << round << (kill_server ? " (server killed): " : " (programs killed): ") << fault << '\n';
            return 1;
        }
    }
    std::cout << rounds << " rounds, " << acknowledged << " acknowledged writes, none lost, none half\n";
    return acknowledged > 0 ? 0 : 1;
}
