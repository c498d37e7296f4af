#pragma once

#include "present/request_form.hpp"
#include "present/request_words.hpp"
#include "report/pages.hpp"

#include <functional>
#include <memory>
#include <string>
#include <vector>

/// What windows can do about requests and papers beyond their forms. Failures become notices.
namespace taizhang::present {

using PagesReady = std::function<void(std::shared_ptr<report::Pages const>)>;

/// Logs the order a request asks for; the notice offers its slip by `print`.
void make_order_of(Workbench& bench, Lifetime const& alive, std::string const& uid, std::function<void(std::string const& order_uid)> print);
/// Dispatch slips with the map around.
void lay_out_slips(Workbench& bench, Lifetime const& alive, std::vector<std::string> uids, PagesReady ready);
void lay_out_receipt(Workbench& bench, Lifetime const& alive, std::string const& uid, PagesReady ready);
/// @param original the sheet 12345 sent; "" = one of our own is written
void write_return_sheet(Workbench& bench, Lifetime const& alive, std::string const& original, std::string const& path);
/// The one facility that is selected, for a request about it.
void ask_selected_asset(Workbench& bench, Lifetime const& alive, std::function<void(std::optional<app::AssetRow>)> done);
/// The request as the person at the desk may see it.
void ask_request(Workbench& bench, Lifetime const& alive, std::string const& uid, std::function<void(RequestRead)> done);

} // namespace taizhang::present
