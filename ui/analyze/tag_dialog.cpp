#include "ui/analyze/tag_dialog.h"

#include "app/session/label_tree.h"
#include "ui/widgets/dialog_buttons.h"
#include "ui/widgets/hint_button.h"
#include "ui/widgets/search_field.h"
#include "ui/widgets/tab_order.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QListView>
#include <QSortFilterProxyModel>
#include <QStandardItemModel>
#include <QVBoxLayout>

#include <utility>

namespace dass {

namespace {

constexpr int kClassRole = Qt::UserRole;
constexpr QSize kSize(360, 420);

} // namespace

TagDialog::TagDialog(std::shared_ptr<const LabelTree> labels, const QString& title, const QString& accept,
                     std::int64_t current, QWidget* parent)
    : QDialog(parent), m_labels(std::move(labels)), m_filter(new QSortFilterProxyModel(this)),
      m_search(new SearchField(tr("Find a tag"), {}, this)), m_list(new QListView(this)),
      m_choose(new HintButton(accept, tr("Enter"), this))
{
    setWindowTitle(title);
    auto* model = new QStandardItemModel(this);
    for (std::int64_t c = 0; c < m_labels->classes(); ++c) {
        auto* item = new QStandardItem(m_labels->name(c));
        item->setData(qint64{c}, kClassRole);
        item->setEditable(false);
        model->appendRow(item);
    }
    m_filter->setSourceModel(model);
    m_filter->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_filter->setSortCaseSensitivity(Qt::CaseInsensitive);
    m_filter->setSortLocaleAware(true);
    m_filter->sort(0);
    m_list->setModel(m_filter);
    m_list->setUniformItemSizes(true);
    m_list->setAccessibleName(tr("Tags to choose from"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(8);
    layout->addWidget(m_search);
    layout->addWidget(m_list, 1);
    layout->addLayout(makeDialogButtons(this, m_choose));
    resize(kSize);

    m_search->installEventFilter(this);
    connect(m_search, &QLineEdit::textChanged, this, &TagDialog::search);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &TagDialog::updateButton);
    connect(m_list, &QListView::doubleClicked, this, &TagDialog::choose);
    connect(m_choose, &QPushButton::clicked, this, &TagDialog::choose);
    if (current >= 0 && current < m_labels->classes()) {
        const QModelIndex index = m_filter->mapFromSource(model->index(static_cast<int>(current), 0));
        m_list->setCurrentIndex(index);
        m_list->scrollTo(index, QAbstractItemView::PositionAtCenter);
    }
    updateButton();
    tabInLayoutOrder(this);
    m_search->setFocus();
}

// The field keeps the keyboard; keys that mean nothing to it go to the list.
bool TagDialog::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_search && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Up || key == Qt::Key_Down || key == Qt::Key_PageUp || key == Qt::Key_PageDown)
            return QCoreApplication::sendEvent(m_list, event);
    }
    return QDialog::eventFilter(watched, event);
}

void TagDialog::search(const QString& text)
{
    m_filter->setFilterFixedString(text.trimmed());
    if (!m_list->currentIndex().isValid() || !text.isEmpty())
        m_list->setCurrentIndex(m_filter->index(0, 0));
    updateButton();
}

void TagDialog::updateButton()
{
    m_choose->setEnabled(m_list->currentIndex().isValid());
    m_choose->setToolTip(m_choose->isEnabled() ? QString() : tr("No tag is chosen"));
}

void TagDialog::choose()
{
    const QModelIndex index = m_list->currentIndex();
    if (!index.isValid())
        return;
    emit chosen(index.data(kClassRole).toLongLong());
    accept();
}

} // namespace dass
