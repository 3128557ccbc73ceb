#pragma once

#include "app/jobs/gpu_list_job.h"
#include "ui/widgets/labelled_combo.h"

#include <memory>

namespace dass {

class AnalyzeSession;

// Where the model runs: automatic, the CPU, or one of the computer's GPUs with the memory that is free there. A GPU
// that cannot be used is listed with the reason and cannot be chosen.
class DeviceChooser : public LabelledCombo
{
    Q_OBJECT
public:
    // list: may be called, and go on, when this is gone.
    explicit DeviceChooser(AnalyzeSession& session, GpuListJob::Lister list = GpuListJob::usable,
                           QWidget* parent = nullptr);
    ~DeviceChooser() override;

    void showPopup() override; // asks for the memory that is free by now

private:
    void ask();
    void take(quint64 id, const std::shared_ptr<const GpuList>& gpus);
    void fill();
    static QString textOf(const Gpu& gpu);
    void addGpu(const Gpu& gpu);
    QString deviceWords(const QString& device) const;
    QString hint() const;
    void choose(int index);

    AnalyzeSession& m_session;
    const GpuListJob::Lister m_list;
    std::shared_ptr<const GpuList> m_gpus; // null until they are known
    std::unique_ptr<GpuListJob> m_job;
};

} // namespace dass
