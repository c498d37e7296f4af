#pragma once

#include "app/attachments.hpp"
#include "present/asset_table.hpp"
#include "present/workbench.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace taizhang::present {

/// A photo or paper as strip and viewer show it.
struct Photo {
    domain::LinkedAttachment link;
    std::string thumbnail; ///< JPEG, upright; "" = a paper
    std::string caption;   ///< 维修前 · 11-19 09:12
    std::string facts;     ///< file, taken, place, direction, size, by whom
};

struct PhotosChanged {};

/// Photos and papers of what is selected: an asset, an order or a request.
class PhotoModel {
public:
    explicit PhotoModel(Workbench& bench);

    /// "" = nothing that could have photos is selected.
    [[nodiscard]] std::string const& entity() const noexcept { return entity_; }
    [[nodiscard]] std::vector<Photo> const& photos() const noexcept { return photos_; }
    [[nodiscard]] bool may_change() const;
    /// Indices of a picture before and one after the work, pair by pair.
    [[nodiscard]] std::vector<std::pair<std::size_t, std::size_t>> pairs() const;
    [[nodiscard]] std::vector<Choice> kind_choices() const;

    /// Reads and keeps the files in the background; what is wrong with one becomes a notice, and none is kept then.
    void attach(std::vector<std::string> const& files);
    /// A picture out of the clipboard.
    void attach(std::string name, std::string data);
    void set_kind(std::size_t index, std::string const& kind);
    void remove(std::size_t index);
    /// The picture, large enough for a screen, upright; a paper or a damaged one becomes a notice instead.
    void large(std::size_t index, std::function<void(std::string jpeg)> done);
    /// The original, byte for byte.
    void save_original(std::size_t index, std::string path);

    Publisher<PhotosChanged> changed;

private:
    void load();
    [[nodiscard]] Photo photo_of(domain::LinkedAttachment link, std::string thumbnail) const;
    void keep(std::vector<std::string> files, std::vector<app::NewAttachment> contents);

    Workbench& bench_;
    std::string entity_, uid_;
    domain::AttachmentKind usual_kind_ = domain::AttachmentKind::before; ///< of the next picture
    std::vector<Photo> photos_;
    int asked_ = 0; ///< answers to older questions are dropped
    Lifetime alive_;
    Subscription on_ledger_, on_records_, on_selection_;
};

} // namespace taizhang::present
