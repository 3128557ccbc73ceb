#include "ui/analyze/device_chooser.h"

#include "app/session/analyze_session.h"
#include "ui/widgets/text_format.h"

#include <QSignalBlocker>
#include <QStandardItemModel>

#include <utility>

namespace dass {

namespace {

const QString kAuto = QStringLiteral("auto");
const QString kCpu = QStringLiteral("cpu");

QString deviceOf(const Gpu& gpu)
{
    return QStringLiteral("cuda:%1").arg(gpu.index);
}

} // namespace

DeviceChooser::DeviceChooser(AnalyzeSession& session, GpuListJob::Lister list, QWidget* parent)
    : LabelledCombo(tr("Device"), parent), m_session(session), m_list(std::move(list))
{
    connect(this, &QComboBox::activated, this, &DeviceChooser::choose);
    connect(&session, &AnalyzeSession::modelChanged, this, &DeviceChooser::fill);
    connect(&session, &AnalyzeSession::runSettingsChanged, this, &DeviceChooser::fill);
    connect(&session, &AnalyzeSession::runningChanged, this, &DeviceChooser::fill); // a GPU may have failed
    fill();
    ask();
}

// A driver that does not answer must not hold up the window: its job goes by itself, if ever.
DeviceChooser::~DeviceChooser()
{
    if (!m_job || m_job->isDone())
        return;
    GpuListJob* job = m_job.release();
    disconnect(job, nullptr, this, nullptr);
    connect(job, &GpuListJob::ended, job, &QObject::deleteLater);
}

void DeviceChooser::showPopup()
{
    ask();
    LabelledCombo::showPopup();
}

void DeviceChooser::ask()
{
    if (m_job)
        return;
    m_job = std::make_unique<GpuListJob>(m_list);
    connect(m_job.get(), &GpuListJob::listed, this, &DeviceChooser::take);
    connect(m_job.get(), &GpuListJob::ended, this, [this] { m_job.release()->deleteLater(); });
    m_job->start();
}

void DeviceChooser::take(quint64 /*id*/, const std::shared_ptr<const GpuList>& gpus)
{
    const bool same = m_gpus && m_gpus->gpus.size() == gpus->gpus.size();
    m_gpus = gpus;
    if (!same) {
        fill();
        return;
    }
    for (const Gpu& gpu : gpus->gpus) // in place: somebody may be choosing among them
        if (const int at = findData(deviceOf(gpu)); at >= 0)
            setItemText(at, textOf(gpu));
}

QString DeviceChooser::deviceWords(const QString& device) const
{
    if (device == kCpu)
        return tr("CPU");
    if (m_gpus)
        for (const Gpu& gpu : m_gpus->gpus)
            if (device == deviceOf(gpu))
                return QString::fromStdString(gpu.name);
    return device;
}

QString DeviceChooser::textOf(const Gpu& gpu)
{
    const QString name = QString::fromStdString(gpu.name);
    if (!gpu.freeBytes || !gpu.obstacle.empty())
        return name;
    return tr("%1, %2 free").arg(name, bytesText(static_cast<std::uint64_t>(*gpu.freeBytes)));
}

void DeviceChooser::addGpu(const Gpu& gpu)
{
    addItem(textOf(gpu), deviceOf(gpu));
    if (gpu.obstacle.empty())
        return;
    setItemData(count() - 1, QString::fromStdString(gpu.obstacle), Qt::ToolTipRole);
    qobject_cast<QStandardItemModel*>(model())->item(count() - 1)->setEnabled(false);
}

void DeviceChooser::fill()
{
    const QSignalBlocker block(this);
    const QString wanted = m_session.runSettings().device;
    clear();
    const bool known = m_session.model().state() == ModelState::Ready;
    addItem(known ? tr("Automatic: %1").arg(deviceWords(m_session.model().device())) : tr("Automatic"), kAuto);
    addItem(tr("CPU"), kCpu);
    if (m_gpus)
        for (const Gpu& gpu : m_gpus->gpus)
            addGpu(gpu);
    int at = findData(wanted == QStringLiteral("cuda") ? QStringLiteral("cuda:0") : wanted);
    if (at < 0) { // a GPU that is not there, or not known yet
        addItem(wanted, wanted);
        at = count() - 1;
    }
    setCurrentIndex(at);
    setToolTip(hint());
    updateGeometry();
    update();
}

QString DeviceChooser::hint() const
{
    if (m_session.model().state() == ModelState::Failed)
        return m_session.model().error();
    if (!m_session.model().whyCpu().isEmpty())
        return tr("Where the model runs. No GPU: %1").arg(m_session.model().whyCpu());
    if (m_gpus && !m_gpus->obstacle.empty())
        return tr("Where the model runs. No GPU: %1").arg(QString::fromStdString(m_gpus->obstacle));
    return tr("Where the model runs");
}

void DeviceChooser::choose(int index)
{
    RunSettings run = m_session.runSettings();
    run.device = itemData(index).toString();
    m_session.setRunSettings(run);
}

} // namespace dass
