#pragma once

#include <cstddef>
#include <list>
#include <map>
#include <utility>

namespace dass {

// Values by key, the least recently used thrown out when their bytes together pass the budget; the newest one stays in
// any case. Values are cheap to copy (shared or implicitly shared). Not thread-safe.
template <class Key, class Value>
class ByteBudgetCache
{
public:
    explicit ByteBudgetCache(std::size_t budget) : m_budget(budget) {}

    // Null when it is not there; the pointer is good until the next call.
    const Value* find(const Key& key)
    {
        const auto found = m_index.find(key);
        if (found == m_index.end()) {
            return nullptr;
        }
        m_entries.splice(m_entries.begin(), m_entries, found->second);
        return &found->second->value;
    }

    void insert(const Key& key, Value value, std::size_t bytes)
    {
        const auto found = m_index.find(key);
        if (found != m_index.end()) {
            m_bytes -= found->second->bytes;
            m_entries.erase(found->second);
            m_index.erase(found);
        }
        m_entries.push_front({key, std::move(value), bytes});
        m_index.emplace(key, m_entries.begin());
        m_bytes += bytes;
        while (m_bytes > m_budget && m_entries.size() > 1) {
            m_bytes -= m_entries.back().bytes;
            m_index.erase(m_entries.back().key);
            m_entries.pop_back();
        }
    }

    void clear()
    {
        m_index.clear();
        m_entries.clear();
        m_bytes = 0;
    }

    std::size_t bytes() const { return m_bytes; }
    std::size_t size() const { return m_entries.size(); }

private:
    struct Entry
    {
        Key key;
        Value value;
        std::size_t bytes;
    };

    std::size_t m_budget;
    std::size_t m_bytes = 0;
    std::list<Entry> m_entries; // most recently used first
    std::map<Key, typename std::list<Entry>::iterator> m_index;
};

} // namespace dass
