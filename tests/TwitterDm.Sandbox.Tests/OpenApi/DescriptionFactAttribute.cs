using TwitterDm.Testing;

namespace TwitterDm.Sandbox.Tests.OpenApi;

/// <summary>A test that is skipped without X's OpenAPI description.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class DescriptionFactAttribute : FactAttribute
{
    public DescriptionFactAttribute()
    {
        if (Repository.OpenApiDescription is null || Repository.ChatOpenApiDescription is null)
            Skip = "X's OpenAPI description does not stand beside the checkout.";
    }
}
