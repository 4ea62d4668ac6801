# Loads the module into its own load context, so that it does not conflict with modules that use other versions of the same libraries.
$bin = [System.IO.Path]::Combine($PSScriptRoot, 'bin')
$null = [System.Reflection.Assembly]::LoadFrom([System.IO.Path]::Combine($bin, 'TwitterDm.Loader.dll'))
$inner = Import-Module -Assembly ([TwitterDm.Loader.ModuleLoadContext]::LoadModule($bin)) -PassThru

# Import-Module -Force removes this module but not the nested one, and would then treat that as already imported, so that no cmdlets would
# be available. The nested module is therefore removed together with this one.
$ExecutionContext.SessionState.Module.OnRemove = { Remove-Module -ModuleInfo $inner -Force }
