//@ compiles
//@ fixes quicker_unsaid
struct Route {
    name: String,
    minutes: u32,
}

fn is_quicker(left: &Route, right: &Route) -> bool {
    left.minutes <= right.minutes
}

fn main() {
    let coast = Route { name: String::from("coast"), minutes: 50 };
    let hills = Route { name: String::from("hills"), minutes: 35 };
    if is_quicker(&coast, &hills) {
        println!("{}", coast.name);
    } else {
        println!("{}", hills.name);
    }
}
