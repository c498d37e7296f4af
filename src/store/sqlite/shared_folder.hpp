#pragma once

#include "base/date.hpp"

#include <condition_variable>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

namespace taizhang::store {

/// On a network file system (NFS, SMB, FUSE such as sshfs): several PCs see the file, but SQLite's locks and its WAL do
/// not reach from one to the other. False when it cannot be told.
[[nodiscard]] bool on_network(std::filesystem::path const& file);

/// The right to write a ledger in a shared folder, for one program at a time. A small file beside the ledger says who has
/// it and since when; it is renewed every minute, counts as left behind after ten, and goes with its holder.
class WritingLease {
public:
    struct Holder {
        std::string who; ///< account@computer
        std::string since; ///< ISO instant
    };
    /// Null when somebody else holds it; `other` then says who. @throws Error denied when the folder cannot be written
    [[nodiscard]] static std::unique_ptr<WritingLease> take(std::filesystem::path const& ledger, Clock const& clock, Holder& other);
    WritingLease(WritingLease const&) = delete;
    WritingLease& operator=(WritingLease const&) = delete;
    ~WritingLease();
    [[nodiscard]] static std::filesystem::path file_of(std::filesystem::path const& ledger);

private:
    explicit WritingLease(std::filesystem::path file);
    std::filesystem::path file_;
    std::mutex mutex_;
    std::condition_variable_any woken_;
    std::jthread renewal_;
};

/// The leases of this program, which opens a ledger more than once: a long job has a connection of its own.
class Leases {
public:
    /// As WritingLease::take(), shared by all that hold it here.
    [[nodiscard]] std::shared_ptr<WritingLease> take(std::filesystem::path const& ledger, Clock const& clock, WritingLease::Holder& other);

private:
    std::mutex mutex_;
    std::map<std::filesystem::path, std::weak_ptr<WritingLease>> held_;
};

} // namespace taizhang::store
