// Three namespaces in a circle, and one that uses one of them.
namespace TwitterDm.Sandbox.Tests.Architecture.Samples.Cycle.First
{
    internal static class One
    {
        public static Type Next() => typeof(Second.Two);
    }
}

namespace TwitterDm.Sandbox.Tests.Architecture.Samples.Cycle.Second
{
    internal static class Two
    {
        public static Type Next() => typeof(Third.Three);
    }
}

namespace TwitterDm.Sandbox.Tests.Architecture.Samples.Cycle.Third
{
    internal static class Three
    {
        public static Type Next() => typeof(First.One);
    }
}

namespace TwitterDm.Sandbox.Tests.Architecture.Samples.Cycle.Outside
{
    internal static class User
    {
        public static Type Uses() => typeof(First.One);
    }
}
