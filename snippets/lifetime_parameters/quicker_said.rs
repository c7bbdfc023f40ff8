//@ compiles
//@ fixes quicker_unsaid
struct Route {
    name: String,
    minutes: u32,
}

fn quicker<'a>(left: &'a Route, right: &'a Route) -> &'a Route {
    if left.minutes <= right.minutes { left } else { right }
}

fn main() {
    let coast = Route { name: String::from("coast"), minutes: 50 };
    let hills = Route { name: String::from("hills"), minutes: 35 };
    println!("{}", quicker(&coast, &hills).name);
}
