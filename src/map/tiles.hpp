#pragma once

#include "map/painter.hpp"

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <vector>

namespace taizhang::map {

/// One picture of the world cut into squares: zoom in half steps, column and row.
struct TileKey {
    std::int16_t step = 0; ///< twice the zoom, counted in device pixels
    std::int32_t x = 0, y = 0;
    friend auto operator<=>(TileKey const&, TileKey const&) = default;
};
inline constexpr int tile_side = 512; ///< device pixels

/// The frame of a tile. @param ratio device pixels a logical one
[[nodiscard]] Frame frame_of(TileKey key, double ratio);
/// Zooms are half steps, so that every picture is as crisp as it was drawn: the nearest of them.
[[nodiscard]] geo::Viewport snapped(geo::Viewport const& view);

/// Pictures of a scene, drawn by one worker when a view asks for them, the newest kept. A tile follows from scene, style and
/// key alone. Until it is there, what is there of it at other zooms stands in.
class Tiles {
public:
    /// @param ready called on the worker whenever a tile that was asked for is there
    explicit Tiles(std::function<void()> ready, std::size_t capacity = 100);
    Tiles(Tiles const&) = delete;
    Tiles& operator=(Tiles const&) = delete;
    ~Tiles();

    /// What is to be drawn from now on. Tiles that `difference` does not touch stay good; the others are shown until they are
    /// drawn anew.
    void set(Scene::Shared scene, Style style, Difference const& difference);

    /// Draws the view from what is there and asks for what is missing; true when nothing was.
    /// The canvas is in logical pixels. Main thread.
    bool show(draw::Canvas& canvas, geo::Viewport const& view, double ratio);
    /// Waits until everything asked for is drawn; for tests and measurements.
    void wait();
    [[nodiscard]] std::size_t drawn() const; ///< tiles drawn so far

private:
    struct Tile {
        std::shared_ptr<draw::Image const> image;
        std::uint64_t stamp = 0; ///< version of the scene it shows
        bool stale = false;
        std::list<TileKey>::iterator recent;
    };
    struct Job {
        Scene::Shared scene;
        Style style;
        TileKey key;
        double ratio = 1;
        std::uint64_t stamp = 0;
    };
    void run(std::stop_token const& stop);
    [[nodiscard]] bool next(std::stop_token const& stop, Job& job);
    void keep(Job const& job, draw::Image image);
    [[nodiscard]] std::shared_ptr<draw::Image const> find(TileKey key, bool touch);
    void draw_stand_in(draw::Canvas& canvas, TileKey key, double x, double y, double ratio);
    [[nodiscard]] static bool touched(Scene const& scene, TileKey key, double ratio, Difference const& difference);

    std::function<void()> ready_;
    std::size_t capacity_;
    mutable std::mutex mutex_;
    std::condition_variable_any wake_, idle_;
    std::map<TileKey, Tile> tiles_;
    std::list<TileKey> recent_; ///< the newest first
    std::vector<TileKey> wanted_; ///< the last is the most urgent
    Scene::Shared scene_;
    Style style_;
    double ratio_ = 1;
    std::uint64_t stamp_ = 0;
    struct Past {
        std::uint64_t stamp;
        Difference difference;
    };
    std::vector<Past> past_; ///< what changed while the worker was drawing
    std::size_t drawn_ = 0;
    bool busy_ = false;
    std::jthread worker_; ///< last: it uses the others
};

} // namespace taizhang::map
