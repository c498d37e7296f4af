#include "store/conn.hpp"

namespace taizhang::store {

void in_transaction(Conn& conn, std::function<void()> const& work)
{
    conn.begin();
    try {
        work();
        conn.commit();
    } catch (...) {
        conn.rollback();
        throw;
    }
}

} // namespace taizhang::store
