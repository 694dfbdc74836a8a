// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/json/schema_metaschemas.h"

#include <utility>

namespace traffic::detail {
namespace {

// The published texts without titles, comments and defaults, which do not affect validation.
constexpr std::pair<std::string_view, std::string_view> kMetaschemas[] = {
    {"http://json-schema.org/draft-04/schema",
     R"({"id":"http://json-schema.org/draft-04/schema#",)"
     R"("$schema":"http://json-schema.org/draft-04/schema#","definitions":{"schemaArray":{)"
     R"("type":"array","minItems":1,"items":{"$ref":"#"}},"positiveInteger":{"type":"integer",)"
     R"("minimum":0},"positiveIntegerDefault0":{"allOf":[{)"
     R"("$ref":"#/definitions/positiveInteger"},{}]},"simpleTypes":{"enum":["array","boolean",)"
     R"("integer","null","number","object","string"]},"stringArray":{"type":"array","items":{)"
     R"("type":"string"},"minItems":1,"uniqueItems":true}},"type":"object","properties":{"id":{)"
     R"("format":"uri","type":"string"},"$schema":{"type":"string","format":"uri"},"title":{)"
     R"("type":"string"},"description":{"type":"string"},"default":{},"multipleOf":{)"
     R"("type":"number","minimum":0,"exclusiveMinimum":true},"maximum":{"type":"number"},)"
     R"("exclusiveMaximum":{"type":"boolean"},"minimum":{"type":"number"},"exclusiveMinimum":{)"
     R"("type":"boolean"},"maxLength":{"$ref":"#/definitions/positiveInteger"},"minLength":{)"
     R"("$ref":"#/definitions/positiveIntegerDefault0"},"pattern":{"type":"string",)"
     R"("format":"regex"},"additionalItems":{"anyOf":[{"type":"boolean"},{"$ref":"#"}]},)"
     R"("items":{"anyOf":[{"$ref":"#"},{"$ref":"#/definitions/schemaArray"}]},"maxItems":{)"
     R"("$ref":"#/definitions/positiveInteger"},"minItems":{)"
     R"("$ref":"#/definitions/positiveIntegerDefault0"},"uniqueItems":{"type":"boolean"},)"
     R"("maxProperties":{"$ref":"#/definitions/positiveInteger"},"minProperties":{)"
     R"("$ref":"#/definitions/positiveIntegerDefault0"},"required":{)"
     R"("$ref":"#/definitions/stringArray"},"additionalProperties":{"anyOf":[{"type":"boolean"},)"
     R"({"$ref":"#"}]},"definitions":{"type":"object","additionalProperties":{"$ref":"#"}},)"
     R"("properties":{"type":"object","additionalProperties":{"$ref":"#"}},"patternProperties":{)"
     R"("type":"object","additionalProperties":{"$ref":"#"}},"dependencies":{"type":"object",)"
     R"("additionalProperties":{"anyOf":[{"$ref":"#"},{"$ref":"#/definitions/stringArray"}]}},)"
     R"("enum":{"type":"array"},"type":{"anyOf":[{"$ref":"#/definitions/simpleTypes"},{)"
     R"("type":"array","items":{"$ref":"#/definitions/simpleTypes"},"minItems":1,)"
     R"("uniqueItems":true}]},"format":{"type":"string"},"allOf":{)"
     R"("$ref":"#/definitions/schemaArray"},"anyOf":{"$ref":"#/definitions/schemaArray"},)"
     R"("oneOf":{"$ref":"#/definitions/schemaArray"},"not":{"$ref":"#"}},"dependencies":{)"
     R"("exclusiveMaximum":["maximum"],"exclusiveMinimum":["minimum"]}})"},
    {"http://json-schema.org/draft-07/schema",
     R"({"$schema":"http://json-schema.org/draft-07/schema#",)"
     R"("$id":"http://json-schema.org/draft-07/schema#","definitions":{"schemaArray":{)"
     R"("type":"array","minItems":1,"items":{"$ref":"#"}},"nonNegativeInteger":{)"
     R"("type":"integer","minimum":0},"nonNegativeIntegerDefault0":{"allOf":[{)"
     R"("$ref":"#/definitions/nonNegativeInteger"},{}]},"simpleTypes":{"enum":["array",)"
     R"("boolean","integer","null","number","object","string"]},"stringArray":{"type":"array",)"
     R"("items":{"type":"string"},"uniqueItems":true}},"type":["object","boolean"],)"
     R"("properties":{"$id":{"type":"string","format":"uri-reference"},"$schema":{)"
     R"("type":"string","format":"uri"},"$ref":{"type":"string","format":"uri-reference"},)"
     R"("$comment":{"type":"string"},"title":{"type":"string"},"description":{"type":"string"},)"
     R"("default":true,"readOnly":{"type":"boolean"},"examples":{"type":"array","items":true},)"
     R"("multipleOf":{"type":"number","exclusiveMinimum":0},"maximum":{"type":"number"},)"
     R"("exclusiveMaximum":{"type":"number"},"minimum":{"type":"number"},"exclusiveMinimum":{)"
     R"("type":"number"},"maxLength":{"$ref":"#/definitions/nonNegativeInteger"},"minLength":{)"
     R"("$ref":"#/definitions/nonNegativeIntegerDefault0"},"pattern":{"type":"string",)"
     R"("format":"regex"},"additionalItems":{"$ref":"#"},"items":{"anyOf":[{"$ref":"#"},{)"
     R"("$ref":"#/definitions/schemaArray"}]},"maxItems":{)"
     R"("$ref":"#/definitions/nonNegativeInteger"},"minItems":{)"
     R"("$ref":"#/definitions/nonNegativeIntegerDefault0"},"uniqueItems":{"type":"boolean"},)"
     R"("contains":{"$ref":"#"},"maxProperties":{"$ref":"#/definitions/nonNegativeInteger"},)"
     R"("minProperties":{"$ref":"#/definitions/nonNegativeIntegerDefault0"},"required":{)"
     R"("$ref":"#/definitions/stringArray"},"additionalProperties":{"$ref":"#"},"definitions":{)"
     R"("type":"object","additionalProperties":{"$ref":"#"}},"properties":{"type":"object",)"
     R"("additionalProperties":{"$ref":"#"}},"patternProperties":{"type":"object",)"
     R"("additionalProperties":{"$ref":"#"},"propertyNames":{"format":"regex"}},"dependencies":{)"
     R"("type":"object","additionalProperties":{"anyOf":[{"$ref":"#"},{)"
     R"("$ref":"#/definitions/stringArray"}]}},"propertyNames":{"$ref":"#"},"const":true,)"
     R"("enum":{"type":"array","items":true},"type":{"anyOf":[{)"
     R"("$ref":"#/definitions/simpleTypes"},{"type":"array","items":{)"
     R"("$ref":"#/definitions/simpleTypes"},"minItems":1,"uniqueItems":true}]},"format":{)"
     R"("type":"string"},"contentMediaType":{"type":"string"},"contentEncoding":{)"
     R"("type":"string"},"if":{"$ref":"#"},"then":{"$ref":"#"},"else":{"$ref":"#"},"allOf":{)"
     R"("$ref":"#/definitions/schemaArray"},"anyOf":{"$ref":"#/definitions/schemaArray"},)"
     R"("oneOf":{"$ref":"#/definitions/schemaArray"},"not":{"$ref":"#"}}})"},
    {"https://json-schema.org/draft/2020-12/schema",
     R"({"$schema":"https://json-schema.org/draft/2020-12/schema",)"
     R"("$id":"https://json-schema.org/draft/2020-12/schema","$vocabulary":{)"
     R"("https://json-schema.org/draft/2020-12/vocab/core":true,)"
     R"("https://json-schema.org/draft/2020-12/vocab/applicator":true,)"
     R"("https://json-schema.org/draft/2020-12/vocab/unevaluated":true,)"
     R"("https://json-schema.org/draft/2020-12/vocab/validation":true,)"
     R"("https://json-schema.org/draft/2020-12/vocab/meta-data":true,)"
     R"("https://json-schema.org/draft/2020-12/vocab/format-annotation":true,)"
     R"("https://json-schema.org/draft/2020-12/vocab/content":true},"$dynamicAnchor":"meta",)"
     R"("allOf":[{"$ref":"meta/core"},{"$ref":"meta/applicator"},{"$ref":"meta/unevaluated"},{)"
     R"("$ref":"meta/validation"},{"$ref":"meta/meta-data"},{"$ref":"meta/format-annotation"},{)"
     R"("$ref":"meta/content"}],"type":["object","boolean"],"properties":{"definitions":{)"
     R"("type":"object","additionalProperties":{"$dynamicRef":"#meta"}},"dependencies":{)"
     R"("type":"object","additionalProperties":{"anyOf":[{"$dynamicRef":"#meta"},{)"
     R"("$ref":"meta/validation#/$defs/stringArray"}]}},"$recursiveAnchor":{)"
     R"("$ref":"meta/core#/$defs/anchorString"},"$recursiveRef":{)"
     R"("$ref":"meta/core#/$defs/uriReferenceString"}}})"},
    {"https://json-schema.org/draft/2020-12/meta/core",
     R"({"$schema":"https://json-schema.org/draft/2020-12/schema",)"
     R"("$id":"https://json-schema.org/draft/2020-12/meta/core","$vocabulary":{)"
     R"("https://json-schema.org/draft/2020-12/vocab/core":true},"$dynamicAnchor":"meta",)"
     R"("type":["object","boolean"],"properties":{"$id":{"$ref":"#/$defs/uriReferenceString",)"
     R"("pattern":"^[^#]*#?$"},"$schema":{"$ref":"#/$defs/uriString"},"$ref":{)"
     R"("$ref":"#/$defs/uriReferenceString"},"$anchor":{"$ref":"#/$defs/anchorString"},)"
     R"("$dynamicRef":{"$ref":"#/$defs/uriReferenceString"},"$dynamicAnchor":{)"
     R"("$ref":"#/$defs/anchorString"},"$vocabulary":{"type":"object","propertyNames":{)"
     R"("$ref":"#/$defs/uriString"},"additionalProperties":{"type":"boolean"}},"$comment":{)"
     R"("type":"string"},"$defs":{"type":"object","additionalProperties":{"$dynamicRef":"#meta"})"
     R"(}},"$defs":{"anchorString":{"type":"string","pattern":"^[A-Za-z_][-A-Za-z0-9._]*$"},)"
     R"("uriString":{"type":"string","format":"uri"},"uriReferenceString":{"type":"string",)"
     R"("format":"uri-reference"}}})"},
    {"https://json-schema.org/draft/2020-12/meta/applicator",
     R"({"$schema":"https://json-schema.org/draft/2020-12/schema",)"
     R"("$id":"https://json-schema.org/draft/2020-12/meta/applicator","$vocabulary":{)"
     R"("https://json-schema.org/draft/2020-12/vocab/applicator":true},"$dynamicAnchor":"meta",)"
     R"("type":["object","boolean"],"properties":{"prefixItems":{"$ref":"#/$defs/schemaArray"},)"
     R"("items":{"$dynamicRef":"#meta"},"contains":{"$dynamicRef":"#meta"},)"
     R"("additionalProperties":{"$dynamicRef":"#meta"},"properties":{"type":"object",)"
     R"("additionalProperties":{"$dynamicRef":"#meta"}},"patternProperties":{"type":"object",)"
     R"("additionalProperties":{"$dynamicRef":"#meta"},"propertyNames":{"format":"regex"}},)"
     R"("dependentSchemas":{"type":"object","additionalProperties":{"$dynamicRef":"#meta"}},)"
     R"("propertyNames":{"$dynamicRef":"#meta"},"if":{"$dynamicRef":"#meta"},"then":{)"
     R"("$dynamicRef":"#meta"},"else":{"$dynamicRef":"#meta"},"allOf":{)"
     R"("$ref":"#/$defs/schemaArray"},"anyOf":{"$ref":"#/$defs/schemaArray"},"oneOf":{)"
     R"("$ref":"#/$defs/schemaArray"},"not":{"$dynamicRef":"#meta"}},"$defs":{"schemaArray":{)"
     R"("type":"array","minItems":1,"items":{"$dynamicRef":"#meta"}}}})"},
    {"https://json-schema.org/draft/2020-12/meta/unevaluated",
     R"({"$schema":"https://json-schema.org/draft/2020-12/schema",)"
     R"("$id":"https://json-schema.org/draft/2020-12/meta/unevaluated","$vocabulary":{)"
     R"("https://json-schema.org/draft/2020-12/vocab/unevaluated":true},"$dynamicAnchor":"meta",)"
     R"("type":["object","boolean"],"properties":{"unevaluatedItems":{"$dynamicRef":"#meta"},)"
     R"("unevaluatedProperties":{"$dynamicRef":"#meta"}}})"},
    {"https://json-schema.org/draft/2020-12/meta/validation",
     R"({"$schema":"https://json-schema.org/draft/2020-12/schema",)"
     R"("$id":"https://json-schema.org/draft/2020-12/meta/validation","$vocabulary":{)"
     R"("https://json-schema.org/draft/2020-12/vocab/validation":true},"$dynamicAnchor":"meta",)"
     R"("type":["object","boolean"],"properties":{"type":{"anyOf":[{)"
     R"("$ref":"#/$defs/simpleTypes"},{"type":"array","items":{"$ref":"#/$defs/simpleTypes"},)"
     R"("minItems":1,"uniqueItems":true}]},"const":true,"enum":{"type":"array","items":true},)"
     R"("multipleOf":{"type":"number","exclusiveMinimum":0},"maximum":{"type":"number"},)"
     R"("exclusiveMaximum":{"type":"number"},"minimum":{"type":"number"},"exclusiveMinimum":{)"
     R"("type":"number"},"maxLength":{"$ref":"#/$defs/nonNegativeInteger"},"minLength":{)"
     R"("$ref":"#/$defs/nonNegativeIntegerDefault0"},"pattern":{"type":"string",)"
     R"("format":"regex"},"maxItems":{"$ref":"#/$defs/nonNegativeInteger"},"minItems":{)"
     R"("$ref":"#/$defs/nonNegativeIntegerDefault0"},"uniqueItems":{"type":"boolean"},)"
     R"("maxContains":{"$ref":"#/$defs/nonNegativeInteger"},"minContains":{)"
     R"("$ref":"#/$defs/nonNegativeInteger"},"maxProperties":{)"
     R"("$ref":"#/$defs/nonNegativeInteger"},"minProperties":{)"
     R"("$ref":"#/$defs/nonNegativeIntegerDefault0"},"required":{"$ref":"#/$defs/stringArray"},)"
     R"("dependentRequired":{"type":"object","additionalProperties":{)"
     R"("$ref":"#/$defs/stringArray"}}},"$defs":{"nonNegativeInteger":{"type":"integer",)"
     R"("minimum":0},"nonNegativeIntegerDefault0":{"$ref":"#/$defs/nonNegativeInteger"},)"
     R"("simpleTypes":{"enum":["array","boolean","integer","null","number","object","string"]},)"
     R"("stringArray":{"type":"array","items":{"type":"string"},"uniqueItems":true}}})"},
    {"https://json-schema.org/draft/2020-12/meta/meta-data",
     R"({"$schema":"https://json-schema.org/draft/2020-12/schema",)"
     R"("$id":"https://json-schema.org/draft/2020-12/meta/meta-data","$vocabulary":{)"
     R"("https://json-schema.org/draft/2020-12/vocab/meta-data":true},"$dynamicAnchor":"meta",)"
     R"("type":["object","boolean"],"properties":{"title":{"type":"string"},"description":{)"
     R"("type":"string"},"default":true,"deprecated":{"type":"boolean"},"readOnly":{)"
     R"("type":"boolean"},"writeOnly":{"type":"boolean"},"examples":{"type":"array",)"
     R"("items":true}}})"},
    {"https://json-schema.org/draft/2020-12/meta/format-annotation",
     R"({"$schema":"https://json-schema.org/draft/2020-12/schema",)"
     R"("$id":"https://json-schema.org/draft/2020-12/meta/format-annotation","$vocabulary":{)"
     R"("https://json-schema.org/draft/2020-12/vocab/format-annotation":true},)"
     R"("$dynamicAnchor":"meta","type":["object","boolean"],"properties":{"format":{)"
     R"("type":"string"}}})"},
    {"https://json-schema.org/draft/2020-12/meta/content",
     R"({"$schema":"https://json-schema.org/draft/2020-12/schema",)"
     R"("$id":"https://json-schema.org/draft/2020-12/meta/content","$vocabulary":{)"
     R"("https://json-schema.org/draft/2020-12/vocab/content":true},"$dynamicAnchor":"meta",)"
     R"("type":["object","boolean"],"properties":{"contentEncoding":{"type":"string"},)"
     R"("contentMediaType":{"type":"string"},"contentSchema":{"$dynamicRef":"#meta"}}})"},
    {"https://json-schema.org/draft/2020-12/meta/format-assertion",
     R"({"$schema":"https://json-schema.org/draft/2020-12/schema",)"
     R"("$id":"https://json-schema.org/draft/2020-12/meta/format-assertion","$vocabulary":{)"
     R"("https://json-schema.org/draft/2020-12/vocab/format-assertion":true},)"
     R"("$dynamicAnchor":"meta","type":["object","boolean"],"properties":{"format":{)"
     R"("type":"string"}}})"},
};

}  // namespace

std::string_view metaschema_text(std::string_view uri) {
  for (const auto& [known, text] : kMetaschemas) {
    if (known == uri) return text;
  }
  return {};
}

}  // namespace traffic::detail
