#include "ui/analyze/recordings_panel.h"

#include "app/session/analyze_session.h"
#include "ui/analyze/recordings_delegate.h"
#include "ui/analyze/recordings_model.h"
#include "ui/style/fonts.h"
#include "ui/style/icons.h"
#include "ui/style/theme.h"
#include "ui/widgets/key_names.h"

#include <QLabel>
#include <QListView>
#include <QToolButton>
#include <QVBoxLayout>

namespace dass {

namespace {

// Draws rows that only look otherwise anew, where QListView would have all of them laid out again.
class RecordingsList : public QListView
{
public:
    using QListView::QListView;

protected:
    void dataChanged(const QModelIndex& first, const QModelIndex& last, const QList<int>& roles) override
    {
        if (roles.isEmpty())
            QListView::dataChanged(first, last, roles);
        else
            QAbstractItemView::dataChanged(first, last, roles);
    }
};

} // namespace

RecordingsPanel::RecordingsPanel(AnalyzeSession& session, QWidget* parent)
    : Panel(tr("Recordings"), parent), m_session(session), m_model(new RecordingsModel(session, this)),
      m_list(new RecordingsList(this)), m_words(new QLabel(this))
{
    QToolButton* add = addButton(Icon::Plus, tr("Open recordings"));
    KeyNames::instance().keepToolTip(add, add->toolTip(), "file.open");
    connect(add, &QToolButton::clicked, this, &RecordingsPanel::openRequested);

    connect(&KeyNames::instance(), &KeyNames::changed, this, &RecordingsPanel::updateWords);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new RecordingsDelegate(m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setDragEnabled(true);
    m_list->setAcceptDrops(true); // rows; files that are dropped are the window's, which takes them anywhere
    m_list->setDropIndicatorShown(true);
    m_list->setDefaultDropAction(Qt::MoveAction);
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    m_list->setAccessibleName(tr("Recordings"));
    m_list->viewport()->setAutoFillBackground(false);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& index) {
        const auto& all = m_session.recordings();
        if (index.isValid() && index.row() < static_cast<int>(all.size()))
            m_session.setCurrent(all[static_cast<std::size_t>(index.row())].get());
    });
    connect(m_list, &QListView::customContextMenuRequested, this, [this](const QPoint& position) {
        const QModelIndex index = m_list->indexAt(position);
        if (index.isValid())
            emit contextMenuRequested(m_session.recordings()[static_cast<std::size_t>(index.row())].get(),
                                      m_list->viewport()->mapToGlobal(position));
    });
    body()->addWidget(m_list, 1000); // all the room that its rows need, none beyond

    m_words->setFont(textFont(TextSize::Label));
    m_words->setWordWrap(true);
    m_words->setForegroundRole(QPalette::PlaceholderText);
    m_words->setContentsMargins(kInset + 20, 4, kInset, 8);
    body()->addWidget(m_words);
    body()->addStretch(1);

    connect(&session, &AnalyzeSession::currentChanged, this, &RecordingsPanel::showCurrent);
    m_updateLater.setSingleShot(true);
    m_updateLater.setInterval(0);
    connect(&m_updateLater, &QTimer::timeout, this, &RecordingsPanel::updateWords);
    const auto updateLater = [this] { m_updateLater.start(); };
    connect(&session, &AnalyzeSession::recordingAdded, this, updateLater);
    connect(&session, &AnalyzeSession::recordingRemoved, this, updateLater);
    connect(&session, &AnalyzeSession::recordingChanged, this, updateLater);
    updateWords();
}

void RecordingsPanel::showCurrent()
{
    const int row = m_session.indexOf(m_session.current());
    m_list->setCurrentIndex(row < 0 ? QModelIndex() : m_model->index(row));
}

// The words stand right below the last row until the rows fill the panel.
void RecordingsPanel::fitList(int rows)
{
    int height = 0;
    for (int row = 0; row < rows && height < 4000; ++row)
        height += m_list->sizeHintForRow(row);
    m_list->setMaximumHeight(height);
}

void RecordingsPanel::updateWords()
{
    const int count = static_cast<int>(m_session.recordings().size());
    m_list->setVisible(count > 0);
    fitList(count);
    if (count == 0) {
        setHint({});
        m_words->setFont(textFont(TextSize::Body));
        m_words->setContentsMargins(kInset, 0, kInset, 8);
        m_words->setText(tr("None yet. Files and folders that you open are listed here."));
        m_words->setAlignment(Qt::AlignTop);
        return;
    }
    m_words->setFont(textFont(TextSize::Label));
    m_words->setContentsMargins(kInset, 4, kInset, 8);
    const QString keys = KeyNames::instance().of("file.open");
    m_words->setText(keys.isEmpty() ? tr("Drop files or folders anywhere")
                                    : tr("Drop files or folders anywhere, or press %1").arg(keys));
    setHint(tr("%1 of %2 done").arg(m_session.doneCount()).arg(count));
}

} // namespace dass
