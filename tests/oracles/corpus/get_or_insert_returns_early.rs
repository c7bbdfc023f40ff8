//@ error E0502
//@ polonius compiles
fn get<'m>(m: &'m mut std::collections::HashMap<u32, String>, k: u32) -> &'m String {
    if let Some(v) = m.get(&k) { return v; }
    m.insert(k, "new".to_string());
    &m[&k]
}
fn main() { let mut m = Default::default(); println!("{}", get(&mut m, 1)); }
