namespace TwitterDm.Sandbox.Tests.Architecture.Samples.Upper;

internal static class Called
{
    public static int Value => 1;
}

internal sealed class InAsyncLambda;

internal sealed class InIterator;

internal sealed class AsGenericArgument;

internal sealed class AsMethodArgument;

internal sealed class InAttribute;

internal sealed class AsNestedGenericField;

internal sealed class InTypeTest;

internal interface IConstraint;
