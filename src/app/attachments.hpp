#pragma once

#include "app/desk.hpp"
#include "domain/attachment.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace taizhang::app {

/// Photos and papers of a ledger, reading. The bytes are in the ledger once, by their SHA-256, however often they are shown.
class Attachments {
public:
    virtual ~Attachments() = default;
    /// Of one record, in order of kind (before first), then of linking. entity: asset, order, request.
    [[nodiscard]] virtual std::vector<domain::LinkedAttachment> of(std::string const& entity, std::string const& uid) const = 0;
    /// How many each record of the entity has; those without are left out.
    [[nodiscard]] virtual std::vector<std::pair<std::string, int>> counts(std::string const& entity) const = 0;
    /// @throws Error not_found
    [[nodiscard]] virtual domain::Attachment content(std::string const& sha256) const = 0;
    /// "" when there is none.
    [[nodiscard]] virtual std::string thumbnail(std::string const& sha256) const = 0;
    /// The original, byte for byte. @throws Error not_found; corrupt when it no longer is what its hash says
    [[nodiscard]] virtual std::string data(std::string const& sha256) const = 0;
};

/// Photos and papers, writing; inside one Change.
class AttachmentChange {
public:
    virtual ~AttachmentChange() = default;
    /// Gives the content its hash; one that is there already stays as it is.
    virtual void store(domain::Attachment& content, std::string const& data) = 0;
    /// Does nothing but set kind and caption when the record already shows that content.
    virtual void link(domain::LinkedAttachment const& link) = 0;
    /// The record no longer shows it; the content stays. false when it did not.
    virtual bool unlink(std::string const& sha256, std::string const& entity, std::string const& uid) = 0;
};

/// The port for looking into other people's pictures.
class PictureFiles {
public:
    virtual ~PictureFiles() = default;
    /// @param name for its ending and for messages
    /// @throws Error invalid_input saying what is the matter: empty, cut short, neither a picture nor a known paper, too many pixels
    [[nodiscard]] virtual domain::PictureFacts examine(std::string const& data, std::string const& name) const = 0;
};

inline constexpr std::int64_t largest_attachment = 20 * 1024 * 1024; ///< bytes

/// One file to be attached.
struct NewAttachment {
    std::string file_name, data;
    domain::AttachmentKind kind = domain::AttachmentKind::document;
    std::string caption;
};

/// Reads a file that is to be attached. @throws Error not_found, denied, io; refused when it is larger than largest_attachment
[[nodiscard]] NewAttachment read_attachment(std::filesystem::path const& file, domain::AttachmentKind kind);

/// The use cases on photos and papers, each one transaction and one audit row.
class AttachmentDesk {
public:
    AttachmentDesk(Desk& desk, PictureFiles const& pictures) : desk_{desk}, pictures_{pictures} {}

    /// All of them or none. @throws Error refused: too large; invalid_input: examine() says why
    std::vector<domain::LinkedAttachment> attach(std::string const& entity, std::string const& uid,
                                                 std::vector<NewAttachment> files);
    /// Shows what is already in the ledger with another record: nothing is copied.
    void link(std::string const& sha256, std::string const& entity, std::string const& uid, domain::AttachmentKind kind);
    void set_kind(domain::LinkedAttachment link);
    /// @throws Error not_found
    void unlink(domain::LinkedAttachment const& link);

private:
    Desk& desk_;
    PictureFiles const& pictures_;
};

/// A picture before the work beside the one after it, as far as both are there.
struct BeforeAfter {
    domain::LinkedAttachment before, after;
};
[[nodiscard]] std::vector<BeforeAfter> pairs_of(std::vector<domain::LinkedAttachment> const& all);

} // namespace taizhang::app
