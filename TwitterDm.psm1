# Loads the module into a load context of its own, so that it lives beside modules with other versions of the same libraries.
$bin = [System.IO.Path]::Combine($PSScriptRoot, 'bin')
$null = [System.Reflection.Assembly]::LoadFrom([System.IO.Path]::Combine($bin, 'TwitterDm.Loader.dll'))
Import-Module -Assembly ([TwitterDm.Loader.ModuleLoadContext]::LoadModule($bin))
