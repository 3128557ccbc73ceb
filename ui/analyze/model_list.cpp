#include "ui/analyze/model_list.h"

#include "app/session/analyze_session.h"
#include "app/session/model_shelf.h"
#include "ui/analyze/model_words.h"
#include "ui/style/fonts.h"
#include "ui/style/icons.h"
#include "ui/style/theme.h"

#include <QApplication>
#include <QDir>
#include <QPainter>

namespace dass {

namespace {

constexpr int kInset = 12;
constexpr int kModelRow = 44;
constexpr int kHeading = 30;
constexpr int kIcon = 14;

} // namespace

ModelList::ModelList(AnalyzeSession& session, QObject* parent) : QAbstractListModel(parent), m_session(session)
{
    connect(&session.models(), &ModelShelf::changed, this, &ModelList::rebuild);
    connect(&session.models(), &ModelShelf::modelChanged, this, [this](const QString& key) {
        if (const QModelIndex row = indexOf(key); row.isValid())
            emit dataChanged(row, row);
    });
    connect(&session, &AnalyzeSession::modelChanged, this, [this] {
        if (!m_rows.isEmpty())
            emit dataChanged(index(0), index(static_cast<int>(m_rows.size()) - 1));
    });
    rebuild();
}

void ModelList::rebuild()
{
    beginResetModel();
    m_rows.clear();
    bool releases = false;
    for (const ShelvedModel& model : m_session.models().models()) {
        if (m_rows.isEmpty() && !model.isRelease())
            m_rows << Row{tr("On this computer"), {}};
        if (model.isRelease() && !releases) {
            m_rows << Row{tr("Released by the authors of DASS"), {}};
            releases = true;
        }
        m_rows << Row{{}, model.key()};
    }
    endResetModel();
}

int ModelList::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QModelIndex ModelList::indexOf(const QString& key) const
{
    for (qsizetype row = 0; row < m_rows.size(); ++row)
        if (!key.isEmpty() && m_rows[row].key == key)
            return index(static_cast<int>(row));
    return {};
}

const ShelvedModel* ModelList::modelAt(const QModelIndex& index) const
{
    return index.isValid() ? m_session.models().find(m_rows[index.row()].key) : nullptr;
}

QVariant ModelList::data(const QModelIndex& index, int role) const
{
    const ShelvedModel* model = modelAt(index);
    if (!model)
        return role == Qt::DisplayRole && index.isValid() ? m_rows[index.row()].heading : QVariant();
    const bool inUse = !model->isRelease() && model->path == m_session.model().path();
    switch (role) {
    case Qt::DisplayRole:
        return model->name;
    case Qt::ToolTipRole:
        return model->isRelease() ? model->release.page.toString() : QDir::toNativeSeparators(model->path);
    case Qt::AccessibleTextRole:
        return QStringList{model->name, inUse ? tr("in use") : placeText(*model), factsLine(*model)}.join(
            QStringLiteral(", "));
    case KeyRole:
        return model->key();
    case InUseRole:
        return inUse;
    default:
        return {};
    }
}

Qt::ItemFlags ModelList::flags(const QModelIndex& index) const
{
    return modelAt(index) ? Qt::ItemIsEnabled | Qt::ItemIsSelectable : Qt::NoItemFlags;
}

void ModelListDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Tokens& t = tokens();
    const QRect row = option.rect.adjusted(kInset, 0, -kInset, 0);
    const ShelvedModel* model = static_cast<const ModelList*>(index.model())->modelAt(index);
    painter->save();
    if (!model) {
        painter->setFont(textFont(TextSize::Label));
        painter->setPen(t.secondary);
        painter->drawText(row.adjusted(0, 0, 0, -4), Qt::AlignLeft | Qt::AlignBottom,
                          index.data(Qt::DisplayRole).toString());
        painter->restore();
        return;
    }
    QApplication::style()->drawPrimitive(QStyle::PE_PanelItemViewItem, &option, painter, option.widget);

    using Download = ShelvedModel::Download;
    const bool failed = model->download == Download::Failed || (model->description && !model->description->info);
    const bool loading = model->download == Download::Running || model->download == Download::Checking;
    painter->setFont(textFont(TextSize::Label));
    const QString right = index.data(ModelList::InUseRole).toBool() ? ModelList::tr("in use")
                          : model->isRelease()                      ? QString()
                                                                    : placeText(*model);
    const int rightWidth = right.isEmpty() ? 0 : painter->fontMetrics().horizontalAdvance(right) + 8;
    const QRect first(row.left(), row.top() + 5, row.width(), 18);
    painter->setPen(t.secondary);
    painter->drawText(first, Qt::AlignRight | Qt::AlignVCenter, right);
    int left = 0;
    const auto icon = [&](Icon name, const QColor& colour) {
        const QRect box(row.left(), row.top() + 24, kIcon, kIcon);
        painter->drawPixmap(box, iconPixmap(name, colour, kIcon, painter->device()->devicePixelRatioF()));
        left = kIcon + 4;
    };
    if (failed)
        icon(Icon::Error, t.danger);
    else if (model->download == Download::Paused)
        icon(Icon::Pause, t.secondary);
    const QRect second(row.left() + left, row.top() + 23, row.width() - left, 16);
    painter->setPen(failed ? t.danger : t.secondary);
    painter->drawText(second, Qt::AlignLeft | Qt::AlignVCenter,
                      painter->fontMetrics().elidedText(factsLine(*model), Qt::ElideRight, second.width()));

    painter->setFont(textFont(TextSize::Body));
    painter->setPen(t.text);
    painter->drawText(first, Qt::AlignLeft | Qt::AlignVCenter,
                      painter->fontMetrics().elidedText(model->name, Qt::ElideMiddle, first.width() - rightWidth));
    if (loading) {
        const int done = static_cast<int>(option.rect.width() * downloadShare(*model));
        painter->fillRect(QRect(option.rect.left(), option.rect.bottom() - 1, done, 2), t.accent);
    }
    if (option.state & QStyle::State_HasFocus && option.state & QStyle::State_KeyboardFocusChange) {
        QStyleOptionFocusRect ring;
        ring.QStyleOption::operator=(option);
        QApplication::style()->drawPrimitive(QStyle::PE_FrameFocusRect, &ring, painter, option.widget);
    }
    painter->restore();
}

QSize ModelListDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const
{
    return {100, index.data(ModelList::KeyRole).toString().isEmpty() ? kHeading : kModelRow};
}

} // namespace dass
