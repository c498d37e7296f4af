#pragma once

#include "app/requests.hpp"
#include "present/repair_form.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace taizhang::present {

/// What the dialog 登记诉求 shows and takes: texts as typed.
struct RequestEntry {
    std::string source, external_number, caller, phone, class_key, road, place, description, deadline;
    bool urgent = false;
};

/// One form for phone, patrol, 12345 and a superior's note.
class RequestForm {
public:
    /// @param about the selected facility, when there is exactly one
    RequestForm(Workbench& bench, std::optional<app::AssetRow> about);

    [[nodiscard]] RequestEntry const& entry() const noexcept { return entry_; }
    void set(RequestEntry entry) { entry_ = std::move(entry); }
    [[nodiscard]] std::vector<std::string> source_choices() const;
    [[nodiscard]] std::vector<Choice> class_choices() const; ///< the first means: not known yet
    [[nodiscard]] std::vector<std::string> const& roads() const noexcept { return roads_; }
    [[nodiscard]] std::string about_text() const; ///< 路灯 LD-0001; "" = no facility

    [[nodiscard]] std::vector<FieldProblem> problems(bool with_order) const;
    /// What may be about the same, likeliest first; for the texts as they are now.
    struct Candidate {
        app::Similar similar;
        std::string head;   ///< R2025-0003 · 11-19 09:12 · 处置中 · 同一设施
        std::string detail; ///< place and words
    };
    [[nodiscard]] std::vector<Candidate> similar() const;

    enum class As { request, order };
    struct Saved {
        domain::Request request;
        std::optional<domain::WorkOrder> order;
    };
    /// `saved` or `failed` later. @pre problems().empty()
    void save(As as, std::function<void(Saved)> saved, std::function<void(Notice)> failed);
    /// Registers it joined with "that one": another request, or an order.
    void save_joined(app::Similar const& with, std::function<void(Saved)> saved, std::function<void(Notice)> failed);

    Publisher<TableChanged> arrived; ///< roads and what came in lately

private:
    [[nodiscard]] domain::Request request() const;
    template <class Act>
    void run(Act act, std::function<void(Saved)> saved, std::function<void(Notice)> failed);

    Workbench& bench_;
    std::optional<app::AssetRow> about_;
    RequestEntry entry_;
    std::string uid_; ///< of the request to be: saving twice is saving once
    app::Lately lately_;
    std::vector<std::string> roads_;
    Lifetime alive_;
};

/// One step in a request's life, with what must be said with it.
class RequestStepForm {
public:
    RequestStepForm(Workbench& bench, domain::Request request, domain::RequestEvent event, std::string proposed_answer);

    [[nodiscard]] std::string title() const;
    [[nodiscard]] domain::RequestNeeds needs() const noexcept { return needs_; }
    [[nodiscard]] std::string label() const; ///< of the field
    [[nodiscard]] std::vector<Choice> satisfaction_choices() const;
    /// Requests it may be joined with, newest first.
    [[nodiscard]] std::vector<Choice> const& targets() const noexcept { return targets_; }
    std::string text;   ///< reason, recipient or answer
    std::string choice; ///< uid of the target, or key of the satisfaction

    [[nodiscard]] std::vector<FieldProblem> problems() const;
    void save(std::function<void(domain::Request)> saved, std::function<void(Notice)> failed);
    Publisher<TableChanged> arrived; ///< targets

private:
    Workbench& bench_;
    domain::Request request_;
    domain::RequestEvent event_;
    domain::RequestNeeds needs_;
    std::vector<Choice> targets_;
    Lifetime alive_;
};

} // namespace taizhang::present
