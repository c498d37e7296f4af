#include "store/sqlite/shared_folder.hpp"

#include "base/error.hpp"
#include "base/json.hpp"
#include "base/platform.hpp"

#include <array>
#include <chrono>
#include <fcntl.h>
#include <fstream>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

namespace taizhang::store {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr auto renewed_every = 60s, left_behind_after = 600s;

std::string here()
{
    std::array<char, 256> host{};
    if (::gethostname(host.data(), host.size() - 1) != 0)
        host[0] = '\0';
    return platform::account_name() + '@' + host.data();
}

/// By the file server's clock, not by ours: two PCs need not agree what time it is.
bool left_behind(fs::path const& lease)
{
    auto const probe = fs::path{lease.string() + "." + std::to_string(::getpid()) + ".now"};
    std::ofstream{probe} << ' ';
    std::error_code error;
    auto const now = fs::last_write_time(probe, error);
    bool const known = !error;
    fs::remove(probe, error);
    auto const renewed = fs::last_write_time(lease, error);
    return known && !error && now - renewed > left_behind_after;
}

WritingLease::Holder holder_in(fs::path const& lease)
{
    std::ifstream in{lease};
    std::string const text{std::istreambuf_iterator<char>{in}, {}};
    try {
        auto const json = Json::parse(text);
        return {json.text("who"), json.text("since")};
    } catch (Error const&) {
        return {}; // just being written
    }
}

/// Only one of several that try at the same time makes the file.
bool make(fs::path const& lease, Clock const& clock)
{
    auto const fd = ::open(lease.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0664);
    if (fd < 0) {
        if (errno == EEXIST)
            return false;
        throw Error{Error::Kind::denied, tr("The ledger cannot be written."), Text::verbatim(lease.string()),
                    tr("Ask for permission to the file and its folder, or copy it to a folder of your own.")};
    }
    auto const text = Json::object({{"who", here()}, {"since", clock.now().iso()}}).dump() + '\n';
    bool const written = ::write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size());
    ::close(fd);
    if (!written) {
        ::unlink(lease.c_str());
        throw Error{Error::Kind::full, tr("There is no space left. Nothing was changed."), Text::verbatim(lease.string()),
                    tr("Free some space on the disk and try again.")};
    }
    return true;
}

} // namespace

bool on_network(fs::path const& file)
{
    struct statfs about{};
    auto const folder = fs::absolute(file).parent_path();
    if (::statfs(folder.c_str(), &about) != 0)
        return false;
    constexpr std::array<std::uint32_t, 9> network{0x6969,     // NFS
                                                   0xFF534D42, // CIFS
                                                   0x517B,     // SMB
                                                   0xFE534D42, // SMB 2
                                                   0x65735546, // FUSE: sshfs, gvfs
                                                   0x5346414F, // AFS
                                                   0x01021997, // 9p
                                                   0x73757245, // Coda
                                                   0x00C36400}; // Ceph
    for (auto const type : network)
        if (static_cast<std::uint32_t>(about.f_type) == type)
            return true;
    return false;
}

fs::path WritingLease::file_of(fs::path const& ledger) { return ledger.string() + ".in-use"; }

std::unique_ptr<WritingLease> WritingLease::take(fs::path const& ledger, Clock const& clock, Holder& other)
{
    auto const lease = file_of(ledger);
    for (int attempt = 0; attempt < 2; ++attempt) {
        if (make(lease, clock))
            return std::unique_ptr<WritingLease>{new WritingLease{lease}};
        if (!left_behind(lease))
            break;
        // renamed, then removed: of two that find it left behind only one gets it
        auto const taken = lease.string() + "." + std::to_string(::getpid()) + ".left";
        std::error_code error;
        fs::rename(lease, taken, error);
        if (!error)
            fs::remove(taken, error);
    }
    other = holder_in(lease);
    return nullptr;
}

WritingLease::WritingLease(fs::path file) : file_{std::move(file)}
{
    renewal_ = std::jthread{[this](std::stop_token const& stop) {
        std::unique_lock lock{mutex_};
        while (!woken_.wait_for(lock, stop, renewed_every, [&] { return stop.stop_requested(); }))
            (void)::utimensat(AT_FDCWD, file_.c_str(), nullptr, 0); // the file server's time; it may be away just now
    }};
}

WritingLease::~WritingLease()
{
    renewal_.request_stop();
    renewal_.join();
    std::error_code error;
    fs::remove(file_, error);
}

std::shared_ptr<WritingLease> Leases::take(fs::path const& ledger, Clock const& clock, WritingLease::Holder& other)
{
    std::scoped_lock const lock{mutex_};
    auto& held = held_[fs::weakly_canonical(ledger)];
    if (auto ours = held.lock())
        return ours;
    std::shared_ptr<WritingLease> fresh = WritingLease::take(ledger, clock, other);
    held = fresh;
    return fresh;
}

} // namespace taizhang::store
