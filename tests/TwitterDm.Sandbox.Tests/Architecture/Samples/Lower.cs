using TwitterDm.Sandbox.Tests.Architecture.Samples.Upper;

namespace TwitterDm.Sandbox.Tests.Architecture.Samples.Lower;

/// <summary>
/// Refers to each type of the other namespace in one way only, so that a kind of reference that is not found leaves its type out.
/// </summary>
[TypeMark(typeof(InAttribute))]
internal static class References
{
    private static readonly Dictionary<string, List<AsNestedGenericField>> Field = new(StringComparer.Ordinal);

    public static int Call() => Called.Value + Field.Count;

    public static Func<Task<object>> InLambda() => async () =>
    {
        await Task.Yield();
        return new InAsyncLambda();
    };

    public static IEnumerable<object> Iterate()
    {
        yield return new InIterator();
    }

    public static int CountLocal()
    {
        var list = new List<AsGenericArgument>();
        return list.Count;
    }

    public static object PassType() => Enumerable.Empty<AsMethodArgument>();

    public static bool Test(object value) => value is InTypeTest;

    public static void Constrain<T>()
        where T : IConstraint
    {
    }
}

[AttributeUsage(AttributeTargets.Class)]
internal sealed class TypeMarkAttribute(Type type) : Attribute
{
    public Type Type { get; } = type;
}
