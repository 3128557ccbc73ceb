#include "ui/mainwindow/licences.h"

#include <QCoreApplication>
#include <QFile>

#include <array>

// Resources of a static library must be asked for by name, outside of any namespace.
static void initialiseResources()
{
    Q_INIT_RESOURCE(licences);
}

namespace dass {

namespace {

constexpr const char* kContext = "dass::Licences";

constexpr std::array<Library, 11> kLibraries = {
    {{"Qt 6", "LGPL-3.0 / GPL-3.0", QT_TRANSLATE_NOOP("dass::Licences", "window, sound output")},
     {"QCustomPlot", "GPL-3.0-or-later", QT_TRANSLATE_NOOP("dass::Licences", "plots")},
     {"FFmpeg", "LGPL-2.1-or-later / GPL-2.0-or-later", QT_TRANSLATE_NOOP("dass::Licences", "decoding, resampling")},
     {"LibTorch, oneDNN, MKL, OpenMP", "BSD-3-Clause and others", QT_TRANSLATE_NOOP("dass::Licences", "tensors")},
     {"CUDA runtime, CUPTI", "NVIDIA CUDA EULA", QT_TRANSLATE_NOOP("dass::Licences", "loaded by LibTorch")},
     {"Google Highway", "Apache-2.0", QT_TRANSLATE_NOOP("dass::Licences", "vector instructions")},
     {"libzip", "BSD-3-Clause", QT_TRANSLATE_NOOP("dass::Licences", "PyTorch checkpoints")},
     {"OpenSSL", "Apache-2.0", QT_TRANSLATE_NOOP("dass::Licences", "checksums")},
     {"CLI11", "BSD-3-Clause", QT_TRANSLATE_NOOP("dass::Licences", "command line")},
     {"nlohmann-json", "MIT", QT_TRANSLATE_NOOP("dass::Licences", "JSON")},
     {"simdjson", "Apache-2.0", QT_TRANSLATE_NOOP("dass::Licences", "metrics of training runs")}}};

} // namespace

std::span<const Library> libraries()
{
    return kLibraries;
}

QString useOf(const Library& library)
{
    return QCoreApplication::translate(kContext, library.use);
}

QString licenceText()
{
    initialiseResources();
    QFile file(QStringLiteral(":/licences/LICENSE"));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

} // namespace dass
