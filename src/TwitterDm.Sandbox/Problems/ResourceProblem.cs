using System.Text.Json;

namespace TwitterDm.Sandbox.Problems;

/// <summary>A problem with one resource. It is the whole response, or is listed in the <c>errors</c> of a partial success.</summary>
internal sealed record ResourceProblem(string Kind, string Title, string Detail, string ResourceType, string Parameter, string Value)
{
    public static ResourceProblem NotFound(string resourceType, string parameter, string value)
        => new(
            "resource-not-found",
            "Not Found Error",
            $"Could not find {resourceType} with {parameter}: [{value}].",
            resourceType,
            parameter,
            value);

    public static ResourceProblem NotAuthorized(string resourceType, string parameter, string value) => new(
        "not-authorized-for-resource",
        "Authorization Error",
        $"Sorry, you are not authorized to see the {resourceType} with {parameter}: [{value}].",
        resourceType,
        parameter,
        value);

    /// <summary>Writes the <c>errors</c> of a partial success, unless there are none.</summary>
    public static void WriteErrors(Utf8JsonWriter json, IReadOnlyList<ResourceProblem> problems)
    {
        if (problems.Count == 0)
            return;
        json.WriteStartArray("errors");
        foreach (var problem in problems)
            problem.Write(json);
        json.WriteEndArray();
    }

    public void Write(Utf8JsonWriter json, int? status = null)
    {
        json.WriteStartObject();
        json.WriteString("value", Value);
        json.WriteString("detail", Detail);
        json.WriteString("title", Title);
        json.WriteString("resource_type", ResourceType);
        json.WriteString("parameter", Parameter);
        json.WriteString("resource_id", Value);
        json.WriteString("type", $"https://api.x.com/2/problems/{Kind}");
        if (status is { } number)
            json.WriteNumber("status", number);
        json.WriteEndObject();
    }
}
