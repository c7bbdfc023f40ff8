//@ error
struct City { name: String, size: u32 }
fn main() {
    let mut cities = vec![City { name: "A".into(), size: 3 }, City { name: "B".into(), size: 1 }];
    cities.sort_by_key(|c| &c.name); //~ ERROR lifetime may not live long enough
    println!("{}", cities[0].size);
}
