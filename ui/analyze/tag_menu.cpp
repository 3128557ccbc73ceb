#include "ui/analyze/tag_menu.h"

#include "app/session/analyze_session.h"
#include "ui/analyze/tags_model.h"
#include "ui/style/theme.h"

#include <QActionGroup>
#include <QIcon>
#include <QMenu>
#include <QPainter>
#include <QPixmap>

#include <algorithm>

namespace dass {

namespace {

constexpr int kSwatch = 16;

// As the tag's curve is drawn.
QIcon swatchOf(int colour, qreal pixelRatio)
{
    QPixmap pixmap(QSize(kSwatch, kSwatch) * pixelRatio);
    pixmap.setDevicePixelRatio(pixelRatio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    QPen pen(tokens().tag(colour), 4);
    pen.setCapStyle(Qt::FlatCap);
    if (Tokens::tagIsDashed(colour))
        pen.setDashPattern({1, 0.5});
    painter.setPen(pen);
    painter.drawLine(QPointF(0, kSwatch / 2.0), QPointF(kSwatch, kSwatch / 2.0));
    return {pixmap};
}

QString nameOfColour(int colour)
{
    const int number = colour % (TagChoice::kColours / 2) + 1;
    return Tokens::tagIsDashed(colour) ? TagsModel::tr("Colour %1, dashed").arg(number)
                                       : TagsModel::tr("Colour %1").arg(number);
}

void fillColours(QMenu& menu, AnalyzeSession& session, std::int64_t classIndex)
{
    auto* group = new QActionGroup(&menu);
    const std::optional<int> now = session.tags().colourOf(classIndex);
    for (int colour = 0; colour < TagChoice::kColours; ++colour) {
        QString words = nameOfColour(colour);
        for (const TagChoice::Chosen& tag : session.tags().chosen())
            if (tag.colour == colour)
                words = TagsModel::tr("%1: %2").arg(words, session.labels().name(tag.classIndex));
        QAction* action = menu.addAction(swatchOf(colour, menu.devicePixelRatioF()), words);
        action->setCheckable(true);
        action->setChecked(now == colour);
        action->setIconVisibleInMenu(true);
        group->addAction(action);
        QObject::connect(action, &QAction::triggered, &session,
                         [&session, classIndex, colour] { session.tags().setColour(classIndex, colour); });
    }
}

void add(std::vector<std::int64_t>& list, const std::vector<std::int64_t>& classes)
{
    for (const std::int64_t c : classes)
        if (std::find(list.begin(), list.end(), c) == list.end())
            list.push_back(c);
}

void remove(std::vector<std::int64_t>& list, const std::vector<std::int64_t>& classes)
{
    std::erase_if(list, [&](std::int64_t c) { return std::find(classes.begin(), classes.end(), c) != classes.end(); });
}

} // namespace

void fillTagMenu(QMenu& menu, AnalyzeSession& session, const TagsModel& model, const QModelIndex& index)
{
    const auto classes = model.classesOf(index);
    const std::int64_t own = index.data(TagsModel::ClassRole).toLongLong();
    const bool many = classes.size() > (own >= 0 ? 1U : 0U);
    const TagChoice& tags = session.tags();
    const auto act = [&](const QString& text, const std::function<void()>& action) {
        QAction* added = menu.addAction(text);
        QObject::connect(added, &QAction::triggered, &session, action);
        return added;
    };
    if (own >= 0) {
        QMenu* colours = menu.addMenu(TagsModel::tr("&Colour"));
        fillColours(*colours, session, own);
        colours->setEnabled(tags.counts(own));
        QAction* alone = act(TagsModel::tr("&Draw only this tag"), [&session, own] {
            session.tags().clear();
            session.tags().setChosen(own, true);
        });
        alone->setEnabled(tags.counts(own));
        menu.addSeparator();
    }
    act(many ? TagsModel::tr("&Keep only this and what is below") : TagsModel::tr("&Keep only this"),
        [&session, classes] {
            TagChoice::Lists lists = session.tags().lists();
            lists.kept = classes;
            remove(lists.leftOut, classes);
            session.tags().setLists(lists);
        });
    QAction* keepToo = act(many ? TagsModel::tr("Keep this and what is below, &too") : TagsModel::tr("Keep this, &too"),
                           [&session, classes] {
                               TagChoice::Lists lists = session.tags().lists();
                               if (!lists.kept.empty())
                                   add(lists.kept, classes);
                               remove(lists.leftOut, classes);
                               session.tags().setLists(lists);
                           });
    keepToo->setEnabled(!std::all_of(classes.begin(), classes.end(), [&](std::int64_t c) { return tags.counts(c); }));
    QAction* leaveOut =
        act(many ? TagsModel::tr("&Leave out this and what is below") : TagsModel::tr("&Leave this out"),
            [&session, classes] {
                TagChoice::Lists lists = session.tags().lists();
                add(lists.leftOut, classes);
                session.tags().setLists(lists);
            });
    leaveOut->setEnabled(std::any_of(classes.begin(), classes.end(), [&](std::int64_t c) { return tags.counts(c); }));
}

} // namespace dass
