using System.Text.Json;
using TwitterDm.Sandbox.Authentication.OAuth2;
using TwitterDm.Sandbox.Endpoints;
using TwitterDm.Sandbox.Tests.SignIn;
using TwitterDm.Sandbox.Tests.Support;
using TwitterDm.Sandbox.Validation;

namespace TwitterDm.Sandbox.Tests.OpenApi;

/// <summary>The sandbox's rules for parameters are the same as those in X's API description, in both directions.</summary>
public sealed class RulesAgainstDescriptionTests
{
    private static readonly IReadOnlyList<Endpoint> Endpoints = new SandboxApi(new SandboxOptions()).AllEndpoints;

    // X sends webhooks to public addresses, which neither the sandbox nor a shell can have. The Account Activity API, too, works by
    // webhooks only.
    private static readonly (string Path, string Method)[] LeftOut =
    [
        ("/2/account_activity/subscriptions/count", "GET"),
        ("/2/account_activity/webhooks/{webhook_id}/subscriptions/all", "GET"),
        ("/2/account_activity/webhooks/{webhook_id}/subscriptions/all", "POST"),
        ("/2/account_activity/webhooks/{webhook_id}/subscriptions/all/list", "GET"),
        ("/2/account_activity/webhooks/{webhook_id}/subscriptions/{user_id}/all", "DELETE"),
        ("/2/webhooks", "GET"),
        ("/2/webhooks", "POST"),
        ("/2/webhooks/replay", "POST"),
        ("/2/webhooks/{webhook_id}", "DELETE"),
        ("/2/webhooks/{webhook_id}", "PUT"),
    ];

    [DescriptionFact]
    public void Every_endpoint_is_in_the_description()
    {
        var description = new ApiDescription();
        Assert.All(Endpoints, endpoint => Assert.True(description.Has(endpoint.Path.Text, endpoint.Method), endpoint.Path.Text));
    }

    [DescriptionFact]
    public void Every_operation_of_the_description_is_in_the_sandbox_or_left_out_on_purpose()
    {
        var missing = new ApiDescription().Operations.Except(Endpoints.Select(endpoint => (endpoint.Path.Text, endpoint.Method)));
        Assert.Equal(LeftOut.Order(), missing.Order());
    }

    [DescriptionFact]
    public void An_app_can_ask_for_every_scope_of_the_description()
    {
        // It was added later than this description.
        const string Added = "users.email";
        Assert.Equal(new ApiDescription().Scopes.Append(Added).Order(StringComparer.Ordinal), OAuth2Scopes.All.Order(StringComparer.Ordinal));
    }

    [DescriptionFact]
    public async Task The_page_of_the_description_asks_the_user()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var page = await sandbox.GetAsync(new ApiDescription().AuthorizationPage.AbsolutePath + SignInSteps.Query(), authorization: null);
        Assert.NotEmpty(SignInSteps.TicketOf(page));
    }

    [DescriptionFact]
    public void Parameters_have_the_same_names_and_locations()
    {
        var description = new ApiDescription();
        Assert.All(Endpoints, endpoint => Assert.Equal(
            description.Parameters(endpoint.Path.Text, endpoint.Method).Select(parameter => (parameter.Text("name"), parameter.Text("in"))).Order(),
            endpoint.Parameters.Select(rule => (rule.Name, rule.Place == ParameterPlace.Path ? "path" : "query")).Order()));
    }

    [DescriptionFact]
    public void Parameters_have_the_same_rules()
    {
        var description = new ApiDescription();
        foreach (var endpoint in Endpoints)
        {
            var described = description.Parameters(endpoint.Path.Text, endpoint.Method)
                .ToDictionary(parameter => parameter.Text("name"), StringComparer.Ordinal);
            Assert.All(endpoint.Parameters, rule => Assert.Equal(Describe(described[rule.Name], description), Describe(rule)));
        }
    }

    [DescriptionFact]
    public void Scopes_and_authentication_methods_are_the_same()
    {
        var description = new ApiDescription();
        foreach (var endpoint in Endpoints)
        {
            var security = description.Operation(endpoint.Path.Text, endpoint.Method).Items("security");
            var scopes = security.Where(scheme => scheme.Has("OAuth2UserToken")).SelectMany(scheme => scheme.Texts("OAuth2UserToken"));
            Assert.Equal(scopes.Order(StringComparer.Ordinal), endpoint.Scopes.Order(StringComparer.Ordinal));
            Assert.Equal(security.Any(scheme => scheme.Has("BearerToken")), endpoint.AllowsAppOnly || endpoint.IsAppOnly);
            Assert.Equal(security.Any(scheme => scheme.Has("UserToken")), endpoint.AllowsOAuth1 && !endpoint.IsAppOnly);
            Assert.Equal(security.Any(scheme => scheme.Has("OAuth2UserToken")), !endpoint.IsAppOnly);
        }
    }

    [DescriptionFact]
    public void Legacy_names_are_not_in_the_description()
    {
        var description = new ApiDescription();
        foreach (var endpoint in Endpoints)
        {
            Assert.DoesNotContain(
                description.Parameters(endpoint.Path.Text, endpoint.Method),
                parameter => string.Equals(parameter.Text("name"), LegacyNames.TweetFields.Name, StringComparison.Ordinal));
            var accepted = LegacyNames.RulesIn(SandboxVocabulary.Both, endpoint.Parameters);
            Assert.All(endpoint.Parameters, rule =>
                Assert.Equal(
                    rule.Values ?? [],
                    (accepted.Single(other => other.Name == rule.Name).Values ?? []).Take(rule.Values?.Count ?? 0),
                    StringComparer.Ordinal));
            Assert.All(accepted, rule => Assert.Distinct(rule.Values ?? [], StringComparer.Ordinal));
            Assert.Same(endpoint.Parameters, LegacyNames.RulesIn(SandboxVocabulary.V2167, endpoint.Parameters));
        }
    }

    private static object Describe(ParameterRule rule) => new
    {
        rule.Name,
        rule.Required,
        Type = rule.Kind switch { ParameterKind.Integer => "integer", ParameterKind.List => "array", _ => "string" },
        rule.Minimum,
        rule.Maximum,
        rule.MinimumLength,
        rule.MinimumItems,
        rule.MaximumItems,
        rule.UniqueItems,
        rule.Pattern,
        Values = string.Join(' ', (rule.Values ?? []).Order(StringComparer.Ordinal)),
    };

    private static object Describe(JsonElement parameter, ApiDescription description)
    {
        var schema = description.Resolve(parameter.GetProperty("schema"));
        var item = schema.TryGetProperty("items", out var items) ? description.Resolve(items) : schema;
        return new
        {
            Name = parameter.Text("name"),
            Required = parameter.GetProperty("required").GetBoolean(),
            Type = schema.Text("type"),
            Minimum = Number(schema, "minimum"),
            Maximum = Number(schema, "maximum"),
            MinimumLength = Number(schema, "minLength"),
            MinimumItems = Number(schema, "minItems"),
            MaximumItems = Number(schema, "maxItems"),
            UniqueItems = schema.TryGetProperty("uniqueItems", out var unique) && unique.GetBoolean(),
            Pattern = item.TryGetProperty("pattern", out var pattern) ? pattern.GetString() : null,
            Values = string.Join(' ', item.Texts("enum").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)),
        };
    }

    private static int? Number(JsonElement schema, string name) => schema.TryGetProperty(name, out var number) ? number.GetInt32() : null;
}
