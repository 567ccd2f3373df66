// Values of the param "mode" of the probe library's kinds.
#pragma once

enum ProbeMode {
  kBehaves = 0,
  kCreateFails = 1,
  kCreateFailsMutely = 2,
  kNoPasses = 3,
  kTooManyPasses = 4,
  kPassOfUnknownType = 5,
  kInvertedRects = 6,
  kHugeRects = 7,
  kFoldNan = 8,
  kFoldUnknown = 9,
  kFoldMix = 10,
  kTileFails = 11,
  kLogs = 12,
  kTwins = 13,
  kEscapes = 14,
  kRefusesStreams = 15,
  kWantsNonsense = 16,
  kWantsEmpty = 17,
  kTileFailsAtLength = 18,
  kFoldOfUnknownSpace = 19,
  kPassOfUnknownFlags = 20,
};
