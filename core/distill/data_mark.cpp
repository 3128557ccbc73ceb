#include "core/distill/data_mark.h"

#include "core/base/sha256.h"

#include <string_view>

namespace dass::distill {

namespace {

constexpr std::size_t kPiece = 1 << 20; // bytes that are hashed at once

// A digest of everything added, in its order.
class Digest
{
public:
    void add(std::string_view text)
    {
        m_piece += text;
        m_piece += '\n'; // so that two texts are not the same as one
        if (m_piece.size() >= kPiece)
            close();
    }
    std::string finish()
    {
        close();
        return m_digest;
    }

private:
    void close()
    {
        m_digest = sha256Of(m_digest + m_piece);
        m_piece.clear();
    }

    std::string m_digest;
    std::string m_piece;
};

void addClips(Digest& digest, const ClipStore* store)
{
    if (store == nullptr)
        return;
    for (const Clip& clip : store->clips()) {
        digest.add(clip.path.native());
        std::string labels = std::to_string(clip.row) + ':';
        for (const std::int64_t label : clip.labels)
            labels += std::to_string(label) + ' ';
        digest.add(labels);
    }
}

} // namespace

DataMark markOf(const RunData& data)
{
    Digest digest;
    for (const Label& label : data.table.labels())
        digest.add(label.mid + ' ' + label.name);
    addClips(digest, data.train.store.get());
    digest.add("evaluation");
    addClips(digest, data.eval.store.get());
    return {data.train.store->size(), data.eval.store ? data.eval.store->size() : 0, digest.finish()};
}

std::string differenceText(const DataMark& before, const DataMark& now)
{
    const auto clips = [](const DataMark& mark) {
        return std::to_string(mark.trainClips) + " training and " + std::to_string(mark.evalClips) +
               " evaluation clips";
    };
    const bool sameCount = before.trainClips == now.trainClips && before.evalClips == now.evalClips;
    return "the run began with " + clips(before) + ", the lists now name " +
           (sameCount ? "others, or other labels" : clips(now)) +
           "; put the lists back as they were, or start another run from its checkpoint";
}

} // namespace dass::distill
