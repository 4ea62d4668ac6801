using TwitterDm.Testing;

namespace TwitterDm.Sandbox.Tests.OpenApi;

/// <summary>A test that needs X's OpenAPI description, and is skipped where that is not at hand.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class DescriptionFactAttribute : FactAttribute
{
    public DescriptionFactAttribute()
    {
        if (Repository.OpenApiDescription is null)
            Skip = "X's OpenAPI description does not stand beside the checkout.";
    }
}
