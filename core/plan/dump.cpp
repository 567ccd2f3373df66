#include "plan/dump.h"

namespace lattice::plan {
namespace {

const char* name_of(OpKind kind) {
  static constexpr const char* kNames[] = {"fill", "draw", "mix", "filter", "depth"};
  return kNames[static_cast<int>(kind)];
}

const char* name_of(SourceKind kind) {
  static constexpr const char* kNames[] = {"solid", "asset", "surface"};
  return kNames[static_cast<int>(kind)];
}

void write_rect(JsonWriter& json, const char* key, const image::Rect& r) {
  json.key(key).begin_inline_array().value(r.x0).value(r.y0).value(r.x1).value(r.y1);
  json.end_inline_array();
}

template <std::size_t N, class T>
void write_numbers(JsonWriter& json, const char* key, const std::array<T, N>& numbers) {
  json.key(key).begin_inline_array();
  for (const T n : numbers) json.value(static_cast<double>(n));
  json.end_inline_array();
}

template <class T>
void write_ids(JsonWriter& json, const char* key, const std::vector<T>& table, Span32 span) {
  json.key(key).begin_inline_array();
  for (std::uint32_t i = span.first; i < span.end(); ++i) {
    if (table[i].is_none())
      json.null();
    else
      json.value(table[i].value);
  }
  json.end_inline_array();
}

// [null, op] of a picture that is never made.
void write_lifetime(JsonWriter& json, const Surface& surface) {
  json.key("lifetime").begin_inline_array();
  if (surface.first_op.is_none())
    json.null();
  else
    json.value(surface.first_op.value);
  json.value(surface.last_op.value).end_inline_array();
}

const char* type_name(const image::Type& t) {
  if (t.dtype == LATTICE_U8 && t.channels == 4) return "rgba8";
  if (t.dtype == LATTICE_U16 && t.channels == 4) return "rgba16";
  if (t.dtype == LATTICE_F32 && t.channels == 4) return "rgba32f";
  if (t.dtype == LATTICE_F32 && t.channels == 1) return "r32f";
  if (t.dtype == LATTICE_U8 && t.channels == 1) return "r8";
  return "other";
}

void write_draw(JsonWriter& json, const RenderPlan& plan, const Draw& draw,
                const DumpNames& names) {
  json.begin_object().member("source", name_of(draw.kind));
  if (draw.kind == SourceKind::asset) {
    json.member("asset", names.assets[draw.asset.asset]);
  } else if (draw.kind == SourceKind::surface) {
    json.member("surface", draw.surface.value);
  } else {
    write_numbers(json, "color", draw.color);
  }
  json.key("extent").begin_inline_array();
  json.value(draw.extent.x0).value(draw.extent.y0).value(draw.extent.x1).value(draw.extent.y1);
  json.end_inline_array();
  write_numbers(json, "output_from_source", draw.output_from_source.m);
  json.member("opacity", draw.opacity).member("blend", name_of(draw.blend));
  json.key("colors").begin_array();
  for (std::uint32_t i = draw.colors.first; i < draw.colors.end(); ++i) {
    const ColorMatrix& color = plan.colors[i];
    json.begin_object().member("clamp", color.clamp);
    json.member("space", static_cast<std::uint32_t>(color.space));
    write_numbers(json, "matrix", color.m);
    json.end_object();
  }
  json.end_array().end_object();
}

void write_payload(JsonWriter& json, const RenderPlan& plan, const Op& op, const DumpNames& names) {
  switch (op.kind) {
    case OpKind::fill: write_numbers(json, "rgba", plan.fills[op.payload].rgba); break;
    case OpKind::draw:
      json.key("draw");
      write_draw(json, plan, plan.draws[op.payload], names);
      break;
    case OpKind::mix:
      json.key("from");
      write_draw(json, plan, plan.draws[op.payload], names);
      json.key("to");
      write_draw(json, plan, plan.draws[op.payload + 1], names);
      break;
    case OpKind::filter: {
      const FilterCall& call = plan.filters[op.payload];
      json.member("filter", names.instances[call.instance.index()]);
      json.member("pass", call.pass).member("progress", call.frame.progress);
      json.member("scale", call.frame.scale).key("params");
      names.write_params(json, call.instance,
                         {plan.values.data() + call.values.first, call.values.count});
      break;
    }
    case OpKind::depth: {
      const Depth& depth = plan.depths[op.payload];
      json.member("z", static_cast<double>(depth.z)).key("depth_of");
      if (depth.surface.is_none())
        json.null();
      else
        json.value(depth.surface.value);
      json.key("draw");
      write_draw(json, plan, depth.draw, names);
      break;
    }
  }
}

}  // namespace

void dump(JsonWriter& json, const RenderPlan& plan, const DumpNames& names) {
  json.begin_object().member("fingerprint", plan.fingerprint.hex());
  json.key("roots").begin_inline_array();
  for (const SurfaceId root : plan.roots) json.value(root.value);
  json.end_inline_array();

  json.key("surfaces").begin_array();
  for (std::size_t i = 0; i < plan.surfaces.size(); ++i) {
    const Surface& s = plan.surfaces[i];
    json.begin_object()
        .member("id", static_cast<std::uint64_t>(i))
        .member("type", type_name(s.type));
    write_rect(json, "bounds", s.bounds);
    write_rect(json, "roi", s.roi);
    json.member("storage", s.storage == Storage::full ? "full" : "tile");
    write_lifetime(json, s);
    json.member("fingerprint", s.fingerprint.hex()).end_object();
  }
  json.end_array();

  json.key("ops").begin_array();
  for (std::size_t i = 0; i < plan.ops.size(); ++i) {
    const Op& op = plan.ops[i];
    json.begin_object()
        .member("id", static_cast<std::uint64_t>(i))
        .member("kind", name_of(op.kind));
    json.member("node", names.nodes[op.node]).member("output", op.output.value);
    write_rect(json, "area", op.area);
    write_ids(json, "inputs", plan.inputs, op.inputs);
    write_ids(json, "deps", plan.deps, op.deps);
    write_payload(json, plan, op, names);
    json.member("fingerprint", op.fingerprint.hex()).end_object();
  }
  json.end_array();

  json.key("steps").begin_array();
  for (const Step& step : plan.steps) {
    json.begin_inline_object().member("surface", step.surface.value);
    write_ids(json, "ops", plan.step_ops, step.ops);
    write_ids(json, "frees", plan.freed, step.frees);
    json.end_inline_object();
  }
  json.end_array().end_object();
}

}  // namespace lattice::plan
